package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.CTRL;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.EECD;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.EERD;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.ICR;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.ICS;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.IMC;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.IMS;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.ITR;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.MDIC;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.RCTL;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.RDT;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.STATUS;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.TCTL;
import static dev.sidestep.device.spec.i82540em.I82540emRegisters.TDT;
import static dev.sidestep.vmm.AccessPattern.load;
import static dev.sidestep.vmm.AccessPattern.store;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.vmm.AccessPattern;
import dev.sidestep.vmm.IoStateMachine;

/**
 * The I/O sequences of an 82540EM.
 *
 * <p>To send is one access, the store to TDT, since descriptors are written in memory; so is to
 * hand out receive buffers, and to set a mode. The strict sequences are the EEPROM's bit-banging,
 * from EECD.REQ = 1 to EECD.REQ = 0, and the reads of EEPROM and PHY, from the store that begins
 * them to the load that finds the result. What an interrupt handler does is neutral: it comes in
 * between at any time. There is a start state for each combination of the two enable bits ([0053]).
 *
 * @figure FIG. 3
 */
public final class I82540emStateMachine {
  /** Start state with transmitter and receiver off. */
  public static final String STOPPED = "STOPPED";

  /** Start state with the receiver on alone. */
  public static final String RECEIVING = "RECEIVING";

  /** Start state with the transmitter on alone. */
  public static final String TRANSMITTING = "TRANSMITTING";

  /** Start state with both on. */
  public static final String RUNNING = "RUNNING";

  /** The guest drives the wires of the EEPROM. */
  public static final String EEPROM_WIRES = "EEPROM_WIRES";

  /** A word of the EEPROM is being read by EERD. */
  public static final String EEPROM_WORD = "EEPROM_WORD";

  /** A register of the PHY is being read or written by MDIC. */
  public static final String PHY = "PHY";

  private static final String SENT = "SENT";
  private static final String BUFFERS_GIVEN = "BUFFERS_GIVEN";
  private static final String CONFIGURED = "CONFIGURED";
  private static final String IS_STOPPED = "IS_STOPPED";
  private static final String IS_RECEIVING = "IS_RECEIVING";
  private static final String IS_TRANSMITTING = "IS_TRANSMITTING";
  private static final String IS_RUNNING = "IS_RUNNING";
  private static final String EEPROM_RELEASED = "EEPROM_RELEASED";
  private static final String EEPROM_WORD_READ = "EEPROM_WORD_READ";
  private static final String PHY_DONE = "PHY_DONE";
  private static final String RESET = "RESET";

  private static final long IO = PciRegion.bar(2);
  private static final int CONFIGURATION_BYTES = 4096;

  /** What an access reaches. */
  enum Action {
    ILLEGAL,
    REGISTER,
    IO_WINDOW,
    CONFIGURATION
  }

  /** The registers that are set by one store each: first offset, bytes. */
  private static final int[][] MODES = {
    {I82540emRegisters.CTRL_EXT, 4},
    {I82540emRegisters.FCAL, 0x14},
    {I82540emRegisters.FCTTV, 0xc},
    {I82540emRegisters.TIPG, 0x4c},
    {I82540emRegisters.LEDCTL, 4},
    {I82540emRegisters.PBA, 4},
    {I82540emRegisters.FCRTL, 0xc},
    {I82540emRegisters.RDBAL, 0x14},
    {I82540emRegisters.RDTR, 0x10},
    {I82540emRegisters.RSRPD, 4},
    {I82540emRegisters.TXDMAC, 4},
    {I82540emRegisters.TDBAL, 0x14},
    {I82540emRegisters.TIDV, 0x14},
    {I82540emRegisters.RXCSUM, 0xb000 - I82540emRegisters.RXCSUM},
  };

  /** The table. */
  static final IoStateMachine<Action> TABLE = build();

  private I82540emStateMachine() {}

  private static IoStateMachine<Action> build() {
    IoStateMachine.Builder<Action> rows =
        IoStateMachine.named("82540EM", Action.ILLEGAL)
            .starts(STOPPED, RECEIVING, TRANSMITTING, RUNNING)
            .end(SENT, IoStateMachine.ANY)
            .end(BUFFERS_GIVEN, IoStateMachine.ANY)
            .end(CONFIGURED, IoStateMachine.ANY)
            .end(EEPROM_RELEASED, IoStateMachine.ANY)
            .end(EEPROM_WORD_READ, IoStateMachine.ANY)
            .end(PHY_DONE, IoStateMachine.ANY)
            .end(RESET, STOPPED)
            .end(IS_STOPPED, STOPPED)
            .end(IS_RECEIVING, RECEIVING)
            .end(IS_TRANSMITTING, TRANSMITTING)
            .end(IS_RUNNING, RUNNING);
    addRings(rows);
    addModes(rows);
    addStrictSequences(rows);
    addNeutral(rows);
    return rows.build();
  }

  private static void addRings(IoStateMachine.Builder<Action> rows) {
    rows.rowFromStarts(store(TDT), SENT, Action.REGISTER)
        .rowFromStarts(store(RDT), BUFFERS_GIVEN, Action.REGISTER);
  }

  private static void addModes(IoStateMachine.Builder<Action> rows) {
    AccessPattern receiverOn = store(RCTL).where(Rctl.EN, Rctl.EN);
    AccessPattern receiverOff = store(RCTL).where(Rctl.EN, 0);
    AccessPattern transmitterOn = store(TCTL).where(Tctl.EN, Tctl.EN);
    AccessPattern transmitterOff = store(TCTL).where(Tctl.EN, 0);
    rows.row(STOPPED, receiverOn, IS_RECEIVING, Action.REGISTER)
        .row(STOPPED, transmitterOn, IS_TRANSMITTING, Action.REGISTER)
        .row(RECEIVING, receiverOff, IS_STOPPED, Action.REGISTER)
        .row(RECEIVING, transmitterOn, IS_RUNNING, Action.REGISTER)
        .row(TRANSMITTING, receiverOn, IS_RUNNING, Action.REGISTER)
        .row(TRANSMITTING, transmitterOff, IS_STOPPED, Action.REGISTER)
        .row(RUNNING, receiverOff, IS_TRANSMITTING, Action.REGISTER)
        .row(RUNNING, transmitterOff, IS_RECEIVING, Action.REGISTER)
        .rowFromStarts(store(CTRL).where(Ctrl.RST, Ctrl.RST), RESET, Action.REGISTER)
        .rowFromStarts(store(CTRL), CONFIGURED, Action.REGISTER)
        .rowFromStarts(store(RCTL), CONFIGURED, Action.REGISTER)
        .rowFromStarts(store(TCTL), CONFIGURED, Action.REGISTER);
    for (int[] mode : MODES) {
      rows.rowFromStarts(store(mode[0]).spanning(mode[1]), CONFIGURED, Action.REGISTER);
    }
    rows.rowFromStarts(store(IO + I82540emRegisters.IODATA), CONFIGURED, Action.IO_WINDOW);
  }

  private static void addStrictSequences(IoStateMachine.Builder<Action> rows) {
    AccessPattern released = store(EECD).where(Eecd.REQ, 0);
    rows.rowFromStarts(store(EECD).where(Eecd.REQ, Eecd.REQ), EEPROM_WIRES, Action.REGISTER)
        .row(EEPROM_WIRES, released, EEPROM_RELEASED, Action.REGISTER)
        .rowFromStarts(store(EERD), EEPROM_WORD, Action.REGISTER)
        .row(EEPROM_WORD, load(EERD), EEPROM_WORD_READ, Action.REGISTER)
        .rowFromStarts(store(MDIC), PHY, Action.REGISTER)
        .row(PHY, load(MDIC), PHY_DONE, Action.REGISTER);
    for (String inside : new String[] {EEPROM_WIRES, EEPROM_WORD, PHY}) {
      rows.row(inside, store(CTRL).where(Ctrl.RST, Ctrl.RST), RESET, Action.REGISTER);
    }
  }

  private static void addNeutral(IoStateMachine.Builder<Action> rows) {
    rows.neutral(load(ICR), Action.REGISTER)
        .neutral(store(IMC), Action.REGISTER)
        .neutral(store(IMS), Action.REGISTER)
        .neutral(store(TDT), Action.REGISTER)
        .neutral(store(RDT), Action.REGISTER)
        .neutral(load(STATUS), Action.REGISTER)
        .neutral(store(ICS), Action.REGISTER)
        .neutral(store(ICR), Action.REGISTER)
        .neutral(store(ITR), Action.REGISTER)
        .neutral(load(0).spanning(I82540emRegisters.SIZE_BYTES), Action.REGISTER)
        .neutral(store(0).spanning(I82540emRegisters.SIZE_BYTES), Action.REGISTER)
        .neutral(load(IO).spanning(I82540emRegisters.IO_BYTES), Action.IO_WINDOW)
        .neutral(store(IO).spanning(I82540emRegisters.IO_BYTES), Action.IO_WINDOW)
        .neutral(load(PciRegion.CONFIGURATION).spanning(CONFIGURATION_BYTES), Action.CONFIGURATION)
        .neutral(
            store(PciRegion.CONFIGURATION).spanning(CONFIGURATION_BYTES), Action.CONFIGURATION);
  }

  /** The start state of a chip with these two registers. */
  static String startFor(int rctl, int tctl) {
    boolean receiving = (rctl & Rctl.EN) != 0;
    if ((tctl & Tctl.EN) != 0) {
      return receiving ? RUNNING : TRANSMITTING;
    }
    return receiving ? RECEIVING : STOPPED;
  }

  /** The state of a chip with these registers, as far as they tell. */
  static String stateFor(int rctl, int tctl, int eecd) {
    return (eecd & Eecd.REQ) != 0 ? EEPROM_WIRES : startFor(rctl, tctl);
  }
}
