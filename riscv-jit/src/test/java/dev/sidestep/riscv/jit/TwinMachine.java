package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HartConfig;
import dev.sidestep.riscv.HartOutlets;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.PhysicalBus;
import dev.sidestep.riscv.Ram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** One hart with memory and a device, with or without the translator. */
final class TwinMachine implements HartOutlets, AutoCloseable {
  static final long BASE = 0x8000_0000L;
  static final int SIZE = 1 << 18;

  /** Bus address of the device. */
  static final long DEVICE = 0x1000_0000L;

  private final PhysicalBus bus = PhysicalBus.singleThreaded();
  private final Ram ram = Ram.allocate(BASE, SIZE);
  private final CodeCache code = new CodeCache(bus);
  final Hart hart;
  final CountingDevice device;
  private int compiled;

  TwinMachine(boolean translated) {
    this(translated ? new RegionCompiler() : null);
  }

  /** Without a compiler, all code is interpreted. */
  TwinMachine(@Nullable BlockCompiler compiler) {
    bus.add(ram);
    if (compiler != null) {
      code.translate(
          (source, lookup) -> {
            compiled++;
            return compiler.compile(source, lookup);
          },
          Runnable::run,
          2,
          () -> false);
    }
    hart = new Hart(new HartConfig(0, bus, code, this));
    device = new CountingDevice(on -> hart.setPending(Interrupts.SEIP, on));
    bus.plug(DEVICE, CountingDevice.BYTES, device);
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
    ByteBuffer bytes = buffer(words.length * Integer.BYTES);
    for (int word : words) {
      bytes.putInt(word);
    }
    write(address, bytes.array());
  }

  void writeLongs(long address, long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    for (long value : values) {
      bytes.putLong(value);
    }
    write(address, bytes.array());
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Offset of the first byte that differs from another machine's memory, or -1. */
  long firstDifference(TwinMachine other) {
    return ram.segment().mismatch(other.ram.segment());
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
