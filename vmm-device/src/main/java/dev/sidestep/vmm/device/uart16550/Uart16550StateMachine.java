package dev.sidestep.vmm.device.uart16550;

import static dev.sidestep.vmm.AccessPattern.load;
import static dev.sidestep.vmm.AccessPattern.store;

import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import dev.sidestep.vmm.IoStateMachine;

/**
 * The I/O sequences of a 16550A.
 *
 * <p>Nearly every sequence is a single access: send, receive, configure. The one strict sequence
 * sets the divisor: it begins with DLAB = 1 and ends with DLAB = 0, and in between offsets 0 and 1
 * are other registers. There is a start state without FIFOs and one with ([0053]). An access of any
 * width reaches the one register that it addresses, as on the chip.
 *
 * @figure FIG. 3
 */
public final class Uart16550StateMachine {
  /** Start state without FIFOs. */
  public static final String CHARACTER = "CHARACTER";

  /** Start state with FIFOs. */
  public static final String FIFO = "FIFO";

  /** Inside the divisor latch access. */
  public static final String DIVISOR = "DIVISOR";

  private static final String SENT = "SENT";
  private static final String RECEIVED = "RECEIVED";
  private static final String CONFIGURED = "CONFIGURED";
  private static final String FIFOS_ON = "FIFOS_ON";
  private static final String FIFOS_OFF = "FIFOS_OFF";
  private static final String DIVISOR_SET = "DIVISOR_SET";

  /** What an access is. */
  enum Action {
    ILLEGAL,
    READ_RBR,
    WRITE_THR,
    READ_IER,
    WRITE_IER,
    READ_IIR,
    WRITE_FCR,
    READ_LCR,
    WRITE_LCR,
    READ_MCR,
    WRITE_MCR,
    READ_LSR,
    READ_MSR,
    FACTORY_TEST,
    READ_SCR,
    WRITE_SCR,
    READ_DLL,
    WRITE_DLL,
    READ_DLM,
    WRITE_DLM
  }

  /** The table. */
  static final IoStateMachine<Action> TABLE =
      IoStateMachine.named("16550A", Action.ILLEGAL)
          .starts(CHARACTER, FIFO)
          .end(SENT, IoStateMachine.ANY)
          .end(RECEIVED, IoStateMachine.ANY)
          .end(CONFIGURED, IoStateMachine.ANY)
          .end(FIFOS_ON, FIFO)
          .end(FIFOS_OFF, CHARACTER)
          .end(DIVISOR_SET, IoStateMachine.ANY)
          .rowFromStarts(store(Uart16550Registers.THR), SENT, Action.WRITE_THR)
          .rowFromStarts(load(Uart16550Registers.RBR), RECEIVED, Action.READ_RBR)
          .rowFromStarts(store(Uart16550Registers.IER), CONFIGURED, Action.WRITE_IER)
          .rowFromStarts(store(Uart16550Registers.MCR), CONFIGURED, Action.WRITE_MCR)
          .rowFromStarts(
              store(Uart16550Registers.FCR).where(Fcr.ENABLE, Fcr.ENABLE),
              FIFOS_ON,
              Action.WRITE_FCR)
          .rowFromStarts(
              store(Uart16550Registers.FCR).where(Fcr.ENABLE, 0), FIFOS_OFF, Action.WRITE_FCR)
          .rowFromStarts(
              store(Uart16550Registers.LCR).where(Lcr.DLAB, 0), CONFIGURED, Action.WRITE_LCR)
          .rowFromStarts(
              store(Uart16550Registers.LCR).where(Lcr.DLAB, Lcr.DLAB), DIVISOR, Action.WRITE_LCR)
          .row(DIVISOR, store(Uart16550Registers.DLL), DIVISOR, Action.WRITE_DLL)
          .row(DIVISOR, store(Uart16550Registers.DLM), DIVISOR, Action.WRITE_DLM)
          .row(DIVISOR, load(Uart16550Registers.DLL), DIVISOR, Action.READ_DLL)
          .row(DIVISOR, load(Uart16550Registers.DLM), DIVISOR, Action.READ_DLM)
          .row(DIVISOR, store(Uart16550Registers.FCR), DIVISOR, Action.WRITE_FCR)
          .row(DIVISOR, store(Uart16550Registers.MCR), DIVISOR, Action.WRITE_MCR)
          .row(
              DIVISOR,
              store(Uart16550Registers.LCR).where(Lcr.DLAB, Lcr.DLAB),
              DIVISOR,
              Action.WRITE_LCR)
          .row(
              DIVISOR,
              store(Uart16550Registers.LCR).where(Lcr.DLAB, 0),
              DIVISOR_SET,
              Action.WRITE_LCR)
          .neutral(load(Uart16550Registers.LSR), Action.READ_LSR)
          .neutral(load(Uart16550Registers.IIR), Action.READ_IIR)
          .neutral(load(Uart16550Registers.MSR), Action.READ_MSR)
          .neutral(load(Uart16550Registers.IER), Action.READ_IER)
          .neutral(load(Uart16550Registers.LCR), Action.READ_LCR)
          .neutral(load(Uart16550Registers.MCR), Action.READ_MCR)
          .neutral(load(Uart16550Registers.SCR), Action.READ_SCR)
          .neutral(store(Uart16550Registers.SCR), Action.WRITE_SCR)
          .neutral(store(Uart16550Registers.LSR), Action.FACTORY_TEST)
          .neutral(store(Uart16550Registers.MSR), Action.FACTORY_TEST)
          .build();

  private Uart16550StateMachine() {}

  /** The state that a chip in this mode is in. */
  static String stateFor(int lcr, int fcr) {
    if ((lcr & Lcr.DLAB) != 0) {
      return DIVISOR;
    }
    return (fcr & Fcr.ENABLE) != 0 ? FIFO : CHARACTER;
  }
}
