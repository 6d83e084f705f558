package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HartConfig;
import dev.sidestep.riscv.HartOutlets;
import dev.sidestep.riscv.PhysicalBus;
import dev.sidestep.riscv.Ram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One hart with memory and nothing else, with or without the translator. */
final class TwinMachine implements HartOutlets, AutoCloseable {
  static final long BASE = 0x8000_0000L;
  static final int SIZE = 1 << 18;

  private final PhysicalBus bus = PhysicalBus.singleThreaded();
  private final Ram ram = Ram.allocate(BASE, SIZE);
  private final CodeCache code = new CodeCache(bus);
  final Hart hart;
  private int compiled;

  TwinMachine(boolean translated) {
    bus.add(ram);
    if (translated) {
      RegionCompiler compiler = new RegionCompiler();
      code.translate(
          (source, lookup) -> {
            compiled++;
            return compiler.compile(source, lookup);
          },
          Runnable::run,
          2);
    }
    hart = new Hart(new HartConfig(0, bus, code, this));
    hart.setPc(BASE);
    hart.setCsr(Csr.PMPADDR0, -1);
    hart.setCsr(Csr.PMPCFG0, 0x1f); // NAPOT over everything, RWX
  }

  /** Regions that were compiled, or tried. */
  int compiled() {
    return compiled;
  }

  void write(long address, byte[] bytes) {
    ram.write(address, bytes, 0, bytes.length);
    code.invalidate(address, bytes.length);
  }

  void write(long address, int... words) {
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    write(address, bytes.array());
  }

  /** A number that is the same for the same memory. */
  int memoryHash() {
    byte[] bytes = new byte[SIZE];
    ram.read(BASE, bytes, 0, bytes.length);
    return Arrays.hashCode(bytes);
  }

  @Override
  public long time() {
    return 0;
  }

  @Override
  public void stimecmpWritten(long value) {}

  @Override
  public void close() {
    ram.close();
  }
}
