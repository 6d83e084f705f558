package dev.sidestep.device.spec.am79c970a;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.RegisterTable;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link Am79c970aRegisters#TABLE}, in word mode. */
final class Am79c970aTable {
  private static final int ALL = 0xffff;
  private static final int LINK_LED = 0x00c0;

  private final List<Register> rows = new ArrayList<>();

  private Am79c970aTable() {}

  static RegisterTable create() {
    Am79c970aTable table = new Am79c970aTable();
    table.addPorts();
    table.addControl();
    table.addRings();
    table.addCounters();
    table.addBus();
    return new RegisterTable("Am79C970A", table.rows);
  }

  private void addPorts() {
    for (int i = 0; i < Am79c970aRegisters.APROM_BYTES; i++) {
      row("APROM" + i, place(i, 1, ""), RegisterAccess.RO, RegisterRole.STATUS, 0, 0);
    }
    RegisterAccess rw = RegisterAccess.RW;
    row("RAP", place(Am79c970aRegisters.WIO_RAP, 2, ""), rw, RegisterRole.COMMAND, 0, 0xff);
    row(
        "RESET",
        place(Am79c970aRegisters.WIO_RESET, 2, ""),
        RegisterAccess.READ_CLEARS,
        RegisterRole.COMMAND,
        0,
        0);
  }

  private void addControl() {
    csr(Csr.STATUS, RegisterAccess.W1C, RegisterRole.INTERRUPT, Csr0.STOP, 0x7f4f);
    mode(Csr.IADR, 0);
    mode(Csr.IADR + 1, 0);
    csr(Csr.MASKS, RegisterAccess.RW, RegisterRole.INTERRUPT, 0, Csr3.ALL);
    csr(Csr.FEATURES, RegisterAccess.W1C, RegisterRole.MODE, Csr4.RESET, ALL);
    csr(Csr.EXTENDED, RegisterAccess.W1C, RegisterRole.MODE, 0, ALL & ~0x3000);
    csr(Csr.LENGTHS, RegisterAccess.RO, RegisterRole.STATUS, 0, 0);
    for (int csr = Csr.LADRF; csr <= Csr.IADR_ALIAS + 1; csr++) {
      mode(csr, 0);
    }
    mode(Csr.SOFTWARE_STYLE, Bcr.CSRPCNET);
    mode(Csr.FIFO_THRESHOLDS, 0x1410);
    mode(Csr.BUS_ACTIVITY, 0);
    csr(Csr.CHIP_ID_LOWER, RegisterAccess.RO, RegisterRole.STATUS, 0x1003, 0);
    csr(Csr.CHIP_ID_UPPER, RegisterAccess.RO, RegisterRole.STATUS, 0x0262, 0);
    mode(Csr.BUS_TIMEOUT, 0x0200);
    mode(Csr.ADVANCED, 0);
    mode(Csr.TEST, 0);
  }

  private void addRings() {
    for (int pair : new int[] {Csr.BADR, Csr.BADX}) {
      mode(pair, 0);
      mode(pair + 1, 0);
    }
    for (int pair : new int[] {Csr.CRDA, Csr.CXDA}) {
      csr(pair, RegisterAccess.RW, RegisterRole.STATUS, 0, ALL);
      csr(pair + 1, RegisterAccess.RW, RegisterRole.STATUS, 0, ALL);
    }
    mode(Csr.POLLINT, 0);
    for (int csr : new int[] {Csr.RCVRC, Csr.XMTRC, Csr.RCVRL, Csr.XMTRL}) {
      csr(csr, RegisterAccess.RW, RegisterRole.STATUS, 0, ALL);
    }
  }

  private void addCounters() {
    csr(Csr.MFC, RegisterAccess.RW, RegisterRole.STATUS, 0, ALL);
    csr(Csr.RCC, RegisterAccess.RW, RegisterRole.STATUS, 0, ALL);
  }

  private void addBus() {
    bcr(Bcr.MSRDA, 0x0005, 0);
    bcr(Bcr.MSWRA, 0x0005, 0);
    bcr(Bcr.MISCELLANEOUS, 0x0002, 0x7187);
    bcr(Bcr.LNKST, LINK_LED, 0x7fff);
    bcr(Bcr.LED1, 0x0084, 0x7fff);
    bcr(Bcr.LED2, 0x0088, 0x7fff);
    bcr(Bcr.LED3, 0x0090, 0x7fff);
    bcr(Bcr.FULL_DUPLEX, 0, 0x0007);
    bcr(Bcr.IOBASEL, 0, ALL & ~0x1f);
    bcr(Bcr.IOBASEU, 0, ALL);
    bcr(Bcr.BUS_CONTROL, 0x9001, 0xf367);
    bcr(Bcr.EEPROM, Bcr.PVALID | Bcr.EEDET | 0x0002, 0x0017);
    bcr(Bcr.SOFTWARE_STYLE, Bcr.CSRPCNET, Bcr.APERREN | Bcr.SWSTYLE);
    bcr(Bcr.INTERRUPT_CONTROL, 0, ALL);
    bcr(Bcr.PCI_LATENCY, 0xff06, ALL);
  }

  private void mode(int number, int reset) {
    csr(number, RegisterAccess.RW, RegisterRole.MODE, reset, ALL);
  }

  private void csr(int number, RegisterAccess access, RegisterRole role, int reset, int writable) {
    Register.Place place = place(Am79c970aRegisters.RDP, 2, "RAP=" + number);
    row("CSR" + number, place, access, role, reset, writable);
  }

  private void bcr(int number, int reset, int writable) {
    Register.Place place = place(Am79c970aRegisters.WIO_BDP, 2, "RAP=" + number);
    row("BCR" + number, place, RegisterAccess.RW, RegisterRole.MODE, reset, writable);
  }

  private static Register.Place place(int offset, int bytes, String bank) {
    return new Register.Place(offset, bytes, bank);
  }

  private void row(
      String name,
      Register.Place place,
      RegisterAccess access,
      RegisterRole role,
      int reset,
      int writable) {
    ReadBack readBack = access.readHasSideEffect() ? ReadBack.HIDDEN : ReadBack.READABLE;
    rows.add(
        new Register(
            name,
            place,
            access,
            role,
            new Register.Contents(reset, writable, readBack),
            place.bank().isEmpty() ? "I/O Resources" : name));
  }
}
