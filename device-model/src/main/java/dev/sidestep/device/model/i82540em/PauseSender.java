package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.FlowControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import java.util.Arrays;

/**
 * Decides when a PAUSE frame is due, and makes it. Software asks with TCTL.SWXOFF, whatever
 * CTRL.TFCE says; the receive FIFO asks where TFCE is set: XOFF when it has filled up to FCRTH,
 * once more when it overflows after that, and XON when it has emptied down to FCRTL and FCRTL.XONE
 * is set. FCRTH = 0 is no threshold.
 *
 * <p>Table 13-68 lists XONE for other members of the family only, 8.7.5 for all; drivers use it on
 * this chip, and so it is there.
 *
 * <p>Datasheet: SDM 8.7.5, 8.7.6, 13.4.23, 13.4.24.
 */
final class PauseSender {
  private static final int FRAME_DATA = 60;
  private static final int TYPE = 12;
  private static final int OPCODE = 14;
  private static final int TIME = 16;

  private final RegisterFile registers;
  private final FrameCheck check = new FrameCheck();
  private final Runnable due;
  private Request request = Request.NONE;
  private boolean aboveHigh;

  /** Calls {@code due} when a frame has become due. */
  PauseSender(RegisterFile registers, Runnable due) {
    this.registers = registers;
    this.due = due;
  }

  /** What the receive FIFO asks for. */
  enum Request {
    NONE,
    XOFF,
    XON
  }

  /**
   * What is kept between two accesses.
   *
   * @param request a frame that has not begun to be sent
   * @param aboveHigh the FIFO has reached FCRTH and has not come down to FCRTL since
   */
  record State(Request request, boolean aboveHigh) {}

  /** The receive FIFO now holds {@code bytes}. */
  void levelChanged(int bytes) {
    int high = registers.get(I82540emRegisters.FCRTH) & FlowControl.THRESHOLD;
    if (!aboveHigh && high != 0 && bytes >= high) {
      aboveHigh = true;
      ask(Request.XOFF);
    } else if (aboveHigh && bytes <= low()) {
      aboveHigh = false;
      if (registers.isSet(I82540emRegisters.FCRTL, FlowControl.XONE)) {
        ask(Request.XON);
      }
    }
  }

  private int low() {
    return registers.get(I82540emRegisters.FCRTL) & FlowControl.THRESHOLD;
  }

  /** A frame was lost for want of space. */
  void overflowed() {
    if (aboveHigh) {
      ask(Request.XOFF);
    }
  }

  private void ask(Request what) {
    if (registers.isSet(I82540emRegisters.CTRL, Ctrl.TFCE)) {
      request = what;
      due.run();
    }
  }

  /** True if a PAUSE frame is to go before anything else. */
  boolean isDue() {
    return request != Request.NONE || isAskedBySoftware();
  }

  private boolean isAskedBySoftware() {
    return registers.isSet(I82540emRegisters.TCTL, Tctl.SWXOFF);
  }

  /**
   * Makes the frame that is due, and tells its length with the check sequence. Software's frame
   * goes after the FIFO's.
   */
  int make(byte[] frame) {
    int time = request == Request.XON ? 0 : registers.get(I82540emRegisters.FCTTV);
    Arrays.fill(frame, 0, FRAME_DATA, (byte) 0);
    Bytes.setIntLittle(frame, 0, registers.get(I82540emRegisters.FCAL));
    Bytes.setIntLittle(frame, 4, registers.get(I82540emRegisters.FCAH) & 0xffff);
    Bytes.setIntLittle(frame, 6, registers.get(I82540emRegisters.RAL));
    Bytes.setIntLittle(frame, 10, registers.get(I82540emRegisters.RAH) & 0xffff);
    Bytes.setShortBig(frame, TYPE, registers.get(I82540emRegisters.FCT));
    Bytes.setShortBig(frame, OPCODE, PauseReceiver.OPCODE_PAUSE);
    Bytes.setShortBig(frame, TIME, time & FlowControl.TTV);
    check.append(frame, FRAME_DATA);
    return FRAME_DATA + FrameCheck.LENGTH;
  }

  /** The frame that {@link #make} made is on its way. */
  boolean begun() {
    boolean software = request == Request.NONE;
    request = Request.NONE;
    return software;
  }

  /** True if {@code frame} is XON. */
  static boolean isXon(byte[] frame) {
    return Bytes.shortBig(frame, TIME) == 0;
  }

  void reset() {
    request = Request.NONE;
    aboveHigh = false;
  }

  State state() {
    return new State(request, aboveHigh);
  }

  void restore(State state) {
    request = state.request;
    aboveHigh = state.aboveHigh;
  }
}
