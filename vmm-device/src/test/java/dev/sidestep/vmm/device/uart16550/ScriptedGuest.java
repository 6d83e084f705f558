package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Iir;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A guest's UART driver at the level of accesses: interrupt-driven like Linux's, with a polled
 * console besides, and random pauses.
 */
final class ScriptedGuest {
  private final UartRig rig;
  private final Random random;
  private final Consumer<UartRig> beforeAccess;
  final List<Integer> sent = new ArrayList<>();
  final List<Integer> received = new ArrayList<>();
  private final ArrayDeque<Integer> toSend = new ArrayDeque<>();
  private int ier;
  private int nextCharacter;
  private int depth;

  ScriptedGuest(UartRig rig, long seed, Consumer<UartRig> beforeAccess) {
    this.rig = rig;
    this.random = new Random(seed);
    this.beforeAccess = beforeAccess;
  }

  private int read(int register) {
    beforeAccess.accept(rig);
    return rig.read(register);
  }

  private void write(int register, int value) {
    beforeAccess.accept(rig);
    rig.write(register, value);
  }

  void setUp(int fcr) {
    depth = (fcr & 1) != 0 ? 16 : 1;
    setLine(1);
    write(Uart16550Registers.FCR, fcr);
    write(Uart16550Registers.MCR, 0x0b);
    setIer(Ier.ERBFI | Ier.ELSI);
  }

  /** With interrupts off, as every driver does it: the handler must not find the divisor. */
  private void setLine(int divisor) {
    write(Uart16550Registers.LCR, 0x83);
    dawdle();
    write(Uart16550Registers.DLL, divisor);
    dawdle();
    write(Uart16550Registers.DLM, 0);
    dawdle();
    write(Uart16550Registers.LCR, 0x03);
  }

  private void setIer(int value) {
    ier = value;
    write(Uart16550Registers.IER, value);
  }

  private void dawdle() {
    rig.platform.advance(random.nextInt(8) == 0 ? random.nextInt(200_000) : random.nextInt(2_000));
  }

  private void pause() {
    dawdle();
    serveInterrupts();
  }

  /** One random thing that a driver does. */
  void act() {
    pause();
    switch (random.nextInt(8)) {
      case 0, 1 -> startTransmitting();
      case 2 -> printPolled();
      case 3 -> pollInput();
      case 4 -> read(Uart16550Registers.IIR);
      case 5 -> changeLine();
      case 6 -> read(Uart16550Registers.MSR);
      default -> rig.platform.advance(random.nextInt(500_000));
    }
  }

  private int next() {
    return nextCharacter++ & 0xff;
  }

  private void startTransmitting() {
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      toSend.add(next());
    }
    if ((ier & Ier.ETBEI) == 0) {
      setIer(ier | Ier.ETBEI);
    }
  }

  /** A console, which waits for the interrupt-driven output to be off. */
  private void printPolled() {
    if (!toSend.isEmpty() || (ier & Ier.ETBEI) != 0) {
      return;
    }
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      waitForThr();
      put(next());
    }
  }

  private void waitForThr() {
    for (int i = 0; i < 1_000_000; i++) {
      if ((readLsr() & Lsr.THRE) != 0) {
        return;
      }
      rig.platform.advance(1_000);
    }
    throw new AssertionError("THRE never comes");
  }

  private void put(int character) {
    sent.add(character);
    write(Uart16550Registers.THR, character);
  }

  /** A guest that knows about errors in LSR keeps them. */
  private int readLsr() {
    int lsr = read(Uart16550Registers.LSR);
    if ((lsr & Lsr.ERRORS) != 0) {
      throw new AssertionError("Errors on a clean line: " + lsr);
    }
    return lsr;
  }

  private void pollInput() {
    while ((readLsr() & Lsr.DR) != 0) {
      received.add(read(Uart16550Registers.RBR));
    }
  }

  /** A driver lets its output drain before it changes the line. */
  private void changeLine() {
    if (toSend.isEmpty() && (ier & Ier.ETBEI) == 0) {
      for (int i = 0; i < 100_000 && (readLsr() & Lsr.TEMT) == 0; i++) {
        rig.platform.advance(10_000);
      }
      setLine(1 + random.nextInt(2));
    }
  }

  void serveInterrupts() {
    for (int i = 0; i < 100 && rig.device.isInterruptingGuest(); i++) {
      rig.platform.claim(rig.device);
      handler();
      rig.platform.complete(rig.device);
    }
  }

  /** As {@code serial8250_handle_irq}. */
  private void handler() {
    int iir = read(Uart16550Registers.IIR);
    if ((iir & Iir.SOURCE) == Iir.NONE) {
      return;
    }
    pollInput();
    int lsr = readLsr();
    if ((lsr & Lsr.THRE) != 0 && (ier & Ier.ETBEI) != 0) {
      fill();
    }
    rig.platform.advance(random.nextInt(3_000));
  }

  private void fill() {
    for (int i = 0; i < depth && !toSend.isEmpty(); i++) {
      put(toSend.remove());
    }
    if (toSend.isEmpty()) {
      setIer(ier & ~Ier.ETBEI);
    }
  }

  /** Lets everything come to an end. */
  void drain() {
    for (int i = 0; i < 2_000 && !isDone(); i++) {
      // A bracket may come late but it does come.
      rig.platform.delayBrackets(false);
      rig.platform.advance(100_000);
      serveInterrupts();
    }
    pollInput();
    if (!toSend.isEmpty()) {
      throw new AssertionError(
          "The guest waits for an interrupt that never comes; custody " + rig.custody());
    }
  }

  private boolean isDone() {
    return toSend.isEmpty()
        && rig.input.isEmpty()
        && rig.wire.size() == sent.size()
        && rig.chip.state().receive().fifo().isEmpty();
  }
}
