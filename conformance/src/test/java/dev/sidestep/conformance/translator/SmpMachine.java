package dev.sidestep.conformance.translator;

import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HartConfig;
import dev.sidestep.riscv.HartOutlets;
import dev.sidestep.riscv.PhysicalBus;
import dev.sidestep.riscv.Ram;
import dev.sidestep.riscv.RunResult;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Harts with memory in common, in machine mode, each on a thread of its own while it runs. {@code
 * wfi} is how a guest ends.
 */
final class SmpMachine implements HartOutlets, AutoCloseable {
  static final long BASE = 0x8000_0000L;
  static final int SIZE = 8 << 20;

  /** Loads from here let other threads of the host run. */
  static final long YIELD = 0x1000_0000L;

  private static final int HOT = 50;
  private static final int QUANTUM = 20_000;
  private static final long STACK_BYTES = 4L << 20;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final PhysicalBus bus = PhysicalBus.singleThreaded();
  private final Ram ram = Ram.allocate(BASE, SIZE);
  private final CodeCache code = new CodeCache(bus);
  private final CountingCompiler compiler = new CountingCompiler();
  private final List<Hart> harts = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  SmpMachine(int count, boolean translated) {
    bus.add(ram);
    bus.plug(YIELD, Ram.PAGE_BYTES, new YieldDevice());
    if (translated) {
      code.translate(compiler, this::runAlone, HOT, () -> false);
    }
    for (int id = 0; id < count; id++) {
      Hart hart = new Hart(new HartConfig(id, bus, code, this));
      hart.setCsr(Csr.PMPADDR0, -1);
      hart.setCsr(Csr.PMPCFG0, 0x1f); // NAPOT over everything, RWX
      harts.add(hart);
    }
  }

  private synchronized void runAlone(Runnable task) {
    task.run();
  }

  Hart hart(int id) {
    return harts.get(id);
  }

  PhysicalBus bus() {
    return bus;
  }

  /** Regions compiled by now. */
  int compiled() {
    return compiler.compiled();
  }

  CountingCompiler compiler() {
    return compiler;
  }

  /** Loads code or data, as DMA does. */
  void write(long address, byte[] bytes) {
    ram.write(address, bytes, 0, bytes.length);
    code.invalidate(address, bytes.length);
  }

  /** Reads eight bytes, in order with what other threads do. */
  long get(long address) {
    return (long) LONG.getVolatile(ram.segment(), address - BASE);
  }

  /** Stores eight bytes of data, in order with what other threads do. */
  void set(long address, long value) {
    LONG.setVolatile(ram.segment(), address - BASE, value);
  }

  /** Starts hart {@code id} at {@code entry}, on its own thread. */
  void start(int id, long entry) {
    Hart hart = harts.get(id);
    hart.setPc(entry);
    Thread thread =
        Thread.ofPlatform()
            .name("hart-" + id)
            .daemon()
            .stackSize(STACK_BYTES)
            .unstarted(() -> runHart(hart));
    threads.add(thread);
    thread.start();
  }

  private void runHart(Hart hart) {
    try {
      RunResult last = RunResult.BUDGET;
      while (last != RunResult.WFI && !stopped) {
        last = hart.run(QUANTUM);
      }
    } catch (Throwable e) {
      failures.add(e);
      stopped = true;
    }
  }

  /** Waits until every hart has ended. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    requireHealth();
  }

  /** Gives other threads a processor, while the caller waits for the guest. */
  void pause() {
    requireHealth();
    Thread.yield();
  }

  private void requireHealth() {
    for (Throwable failure : failures) {
      throw new AssertionError("A hart's thread has died", failure);
    }
  }

  /** Ends all harts between two instructions. */
  void stop() throws InterruptedException {
    stopped = true;
    harts.forEach(Hart::requestExit);
    join();
  }

  @Override
  public long time() {
    return 0;
  }

  @Override
  public void stimecmpWritten(long value) {}

  @Override
  public void close() throws InterruptedException {
    stop();
    ram.close();
  }
}
