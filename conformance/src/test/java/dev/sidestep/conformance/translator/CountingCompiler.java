package dev.sidestep.conformance.translator;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.HotCode;
import dev.sidestep.riscv.TranslatedCode;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The installed compiler, watched. Any thread. */
final class CountingCompiler implements BlockCompiler {
  private final BlockCompiler compiler = BlockCompiler.installed().orElseThrow();
  private final List<WeakReference<Class<?>>> regions = new ArrayList<>();

  @Override
  public synchronized @Nullable TranslatedCode compile(HotCode code, MethodHandles.Lookup lookup) {
    TranslatedCode region = compiler.compile(code, lookup);
    if (region != null) {
      regions.add(new WeakReference<>(region.getClass()));
    }
    return region;
  }

  /** Regions made by now. */
  synchronized int compiled() {
    return regions.size();
  }

  /** Regions whose class the host's virtual machine still has. */
  synchronized long loaded() {
    return regions.stream().filter(region -> region.get() != null).count();
  }
}
