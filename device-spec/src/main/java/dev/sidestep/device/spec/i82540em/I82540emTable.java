package dev.sidestep.device.spec.i82540em;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.RegisterTable;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link I82540emRegisters#TABLE}. Datasheet: SDM table 13-2 and what follows it. */
final class I82540emTable {
  private static final long ALL = 0xffff_ffffL;

  /** SWSM: software owns the EEPROM. */
  private static final long SWESMBI = 2;

  private final List<Register> rows = new ArrayList<>();

  private I82540emTable() {}

  static RegisterTable create() {
    I82540emTable table = new I82540emTable();
    table.addGeneral();
    table.addReceive();
    table.addTransmit();
    table.addStatistics();
    table.addFilters();
    return new RegisterTable("82540EM", table.rows);
  }

  private void addGeneral() {
    mode("CTRL", I82540emRegisters.CTRL, Ctrl.FD | (2 << Ctrl.SPEED_SHIFT), 0xdcfc_1be9L, "13.4.1");
    status("STATUS", I82540emRegisters.STATUS, "13.4.2");
    command("EECD", I82540emRegisters.EECD, Eecd.FWE_DISABLED | Eecd.PRES, 0x77, "13.4.3");
    command("EERD", I82540emRegisters.EERD, 0, 0xff01, "13.4.4");
    mode("CTRL_EXT", I82540emRegisters.CTRL_EXT, 0, 0xe2fccf, "13.4.6");
    command("FLA", I82540emRegisters.FLA, 0, 0x3f, "13.4.5");
    command("MDIC", I82540emRegisters.MDIC, Mdic.R, 0x2fff_ffff, "13.4.7");
    mode("FCAL", I82540emRegisters.FCAL, 0, ALL, "13.4.8");
    mode("FCAH", I82540emRegisters.FCAH, 0, 0xffff, "13.4.9");
    mode("FCT", I82540emRegisters.FCT, 0, 0xffff, "13.4.10");
    mode("VET", I82540emRegisters.VET, 0x8100, 0xffff, "13.4.11");
    interrupt("ICR", I82540emRegisters.ICR, RegisterAccess.READ_CLEARS, "13.4.17");
    mode("ITR", I82540emRegisters.ITR, 0, 0xffff, "13.4.18");
    interrupt("ICS", I82540emRegisters.ICS, RegisterAccess.WO, "13.4.19");
    interrupt("IMS", I82540emRegisters.IMS, RegisterAccess.W1S, "13.4.20");
    interrupt("IMC", I82540emRegisters.IMC, RegisterAccess.WO, "13.4.21");
    mode("FCTTV", I82540emRegisters.FCTTV, 0, 0xffff, "13.4.12");
    mode("TXCW", I82540emRegisters.TXCW, 0, ALL, "13.4.13");
    status("RXCW", I82540emRegisters.RXCW, "13.4.14");
    mode("LEDCTL", I82540emRegisters.LEDCTL, 0x07068302, 0xcfcf_cfcfL, "13.4.15");
    mode("PBA", I82540emRegisters.PBA, 0x00100030, 0x7f, "13.4.16");
  }

  private void addReceive() {
    mode("RCTL", I82540emRegisters.RCTL, 0, 0x06df_b3fe, "13.4.22");
    mode("FCRTL", I82540emRegisters.FCRTL, 0, 0x8000_fff8L, "13.4.23");
    mode("FCRTH", I82540emRegisters.FCRTH, 0, 0xfff8, "13.4.24");
    position("RDFH", I82540emRegisters.RDFH, 0x1fff, "13.8.1");
    position("RDFT", I82540emRegisters.RDFT, 0x1fff, "13.8.2");
    position("RDFHS", I82540emRegisters.RDFHS, 0x1fff, "13.8.3");
    position("RDFTS", I82540emRegisters.RDFTS, 0x1fff, "13.8.4");
    position("RDFPC", I82540emRegisters.RDFPC, 0x1fff, "13.8.5");
    mode("RDBAL", I82540emRegisters.RDBAL, 0, 0xffff_fff0L, "13.4.25");
    mode("RDBAH", I82540emRegisters.RDBAH, 0, ALL, "13.4.26");
    mode("RDLEN", I82540emRegisters.RDLEN, 0, 0xfff80, "13.4.27");
    position("RDH", I82540emRegisters.RDH, 0xffff, "13.4.28");
    doorbell("RDT", I82540emRegisters.RDT, 0xffff, "13.4.29");
    mode("RDTR", I82540emRegisters.RDTR, 0, ALL & (Delay.DELAY | Delay.FPD), "13.4.30");
    mode("RXDCTL", I82540emRegisters.RXDCTL, 0x00010000, 0x13f3f3f, "13.4.46");
    mode("RADV", I82540emRegisters.RADV, 0, 0xffff, "13.4.31");
    mode("RSRPD", I82540emRegisters.RSRPD, 0, 0xfff, "13.4.32");
    mode("RXCSUM", I82540emRegisters.RXCSUM, 0, 0x7ff, "13.4.47");
  }

  private void addTransmit() {
    mode("TCTL", I82540emRegisters.TCTL, 0, 0x17ffffa, "13.4.33");
    mode("TIPG", I82540emRegisters.TIPG, 0, 0x3fffffff, "13.4.34");
    mode("AIT", I82540emRegisters.AIT, 0, 0xffff, "13.4.35");
    mode("TXDMAC", I82540emRegisters.TXDMAC, 0, 1, "13.4.42");
    position("TDFH", I82540emRegisters.TDFH, 0x1fff, "13.8.6");
    position("TDFT", I82540emRegisters.TDFT, 0x1fff, "13.8.7");
    position("TDFHS", I82540emRegisters.TDFHS, 0x1fff, "13.8.8");
    position("TDFTS", I82540emRegisters.TDFTS, 0x1fff, "13.8.9");
    position("TDFPC", I82540emRegisters.TDFPC, 0x1fff, "13.8.10");
    mode("TDBAL", I82540emRegisters.TDBAL, 0, 0xffff_fff0L, "13.4.36");
    mode("TDBAH", I82540emRegisters.TDBAH, 0, ALL, "13.4.37");
    mode("TDLEN", I82540emRegisters.TDLEN, 0, 0xfff80, "13.4.38");
    position("TDH", I82540emRegisters.TDH, 0xffff, "13.4.39");
    doorbell("TDT", I82540emRegisters.TDT, 0xffff, "13.4.40");
    mode("TIDV", I82540emRegisters.TIDV, 0, 0xffff, "13.4.41");
    mode("TXDCTL", I82540emRegisters.TXDCTL, 0, 0xff3f_3f3fL, "13.4.43");
    mode("TADV", I82540emRegisters.TADV, 0, 0xffff, "13.4.44");
    mode("TSPMT", I82540emRegisters.TSPMT, 0x01000400, ALL, "13.4.45");
  }

  private void addStatistics() {
    addCounter("CRCERRS", StatisticsRegisters.CRCERRS, 1);
    addCounter("ALGNERRC", StatisticsRegisters.ALGNERRC, 2);
    addCounter("SYMERRS", StatisticsRegisters.SYMERRS, 3);
    addCounter("RXERRC", StatisticsRegisters.RXERRC, 4);
    addCounter("MPC", StatisticsRegisters.MPC, 5);
    addCounter("SCC", StatisticsRegisters.SCC, 6);
    addCounter("ECOL", StatisticsRegisters.ECOL, 7);
    addCounter("MCC", StatisticsRegisters.MCC, 8);
    addCounter("LATECOL", StatisticsRegisters.LATECOL, 9);
    addCounter("COLC", StatisticsRegisters.COLC, 10);
    addCounter("DC", StatisticsRegisters.DC, 11);
    addCounter("TNCRS", StatisticsRegisters.TNCRS, 12);
    addCounter("SEC", StatisticsRegisters.SEC, 13);
    addCounter("CEXTERR", StatisticsRegisters.CEXTERR, 14);
    addCounter("RLEC", StatisticsRegisters.RLEC, 15);
    addCounter("XONRXC", StatisticsRegisters.XONRXC, 16);
    addCounter("XONTXC", StatisticsRegisters.XONTXC, 17);
    addCounter("XOFFRXC", StatisticsRegisters.XOFFRXC, 18);
    addCounter("XOFFTXC", StatisticsRegisters.XOFFTXC, 19);
    addCounter("FCRUC", StatisticsRegisters.FCRUC, 20);
    addCounter("PRC64", StatisticsRegisters.PRC64, 21);
    addCounter("PRC127", StatisticsRegisters.PRC127, 22);
    addCounter("PRC255", StatisticsRegisters.PRC255, 23);
    addCounter("PRC511", StatisticsRegisters.PRC511, 24);
    addCounter("PRC1023", StatisticsRegisters.PRC1023, 25);
    addCounter("PRC1522", StatisticsRegisters.PRC1522, 26);
    addCounter("GPRC", StatisticsRegisters.GPRC, 27);
    addCounter("BPRC", StatisticsRegisters.BPRC, 28);
    addCounter("MPRC", StatisticsRegisters.MPRC, 29);
    addCounter("GPTC", StatisticsRegisters.GPTC, 30);
    addCounter("GORCL", StatisticsRegisters.GORCL, 31);
    addCounter("GORCH", StatisticsRegisters.GORCH, 31);
    addCounter("GOTCL", StatisticsRegisters.GOTCL, 32);
    addCounter("GOTCH", StatisticsRegisters.GOTCH, 32);
    addCounter("RNBC", StatisticsRegisters.RNBC, 33);
    addCounter("RUC", StatisticsRegisters.RUC, 34);
    addCounter("RFC", StatisticsRegisters.RFC, 35);
    addCounter("ROC", StatisticsRegisters.ROC, 36);
    addCounter("RJC", StatisticsRegisters.RJC, 37);
    addCounter("MGTPRC", StatisticsRegisters.MGTPRC, 38);
    addCounter("MGTPDC", StatisticsRegisters.MGTPDC, 39);
    addCounter("MGTPTC", StatisticsRegisters.MGTPTC, 40);
    addCounter("TORL", StatisticsRegisters.TORL, 41);
    addCounter("TORH", StatisticsRegisters.TORH, 41);
    addCounter("TOTL", StatisticsRegisters.TOTL, 42);
    addCounter("TOTH", StatisticsRegisters.TOTH, 42);
    addCounter("TPR", StatisticsRegisters.TPR, 43);
    addCounter("TPT", StatisticsRegisters.TPT, 44);
    addCounter("PTC64", StatisticsRegisters.PTC64, 45);
    addCounter("PTC127", StatisticsRegisters.PTC127, 46);
    addCounter("PTC255", StatisticsRegisters.PTC255, 47);
    addCounter("PTC511", StatisticsRegisters.PTC511, 48);
    addCounter("PTC1023", StatisticsRegisters.PTC1023, 49);
    addCounter("PTC1522", StatisticsRegisters.PTC1522, 50);
    addCounter("MPTC", StatisticsRegisters.MPTC, 51);
    addCounter("BPTC", StatisticsRegisters.BPTC, 52);
    addCounter("TSCTC", StatisticsRegisters.TSCTC, 53);
    addCounter("TSCTFC", StatisticsRegisters.TSCTFC, 54);
  }

  private void addFilters() {
    mode("WUC", I82540emRegisters.WUC, 0, 0xf, "13.6.1");
    mode("WUFC", I82540emRegisters.WUFC, 0, Wakeup.FILTERS, "13.6.2");
    add(
        "WUS",
        I82540emRegisters.WUS,
        RegisterAccess.W1C,
        RegisterRole.STATUS,
        0,
        Wakeup.FILTERS,
        "13.6.3");
    mode("MANC", I82540emRegisters.MANC, 0, ALL, "13.4");
    mode("IPAV", I82540emRegisters.IPAV, 0, 0x1000f, "13.6.4");
    status("WUPL", I82540emRegisters.WUPL, "13.6.7");
    mode("SWSM", I82540emRegisters.SWSM, 0, SWESMBI, "none");
    addAll("MTA", I82540emRegisters.MTA, 4, 128, RegisterAccess.RW, ALL, "13.5.1");
    addAll("RAL", I82540emRegisters.RAL, 8, 16, RegisterAccess.RW, ALL, "13.5.2");
    addAll(
        "RAH",
        I82540emRegisters.RAH,
        8,
        16,
        RegisterAccess.RW,
        ALL & (Rah.AV | Rah.AS | Rah.ADDRESS),
        "13.5.3");
    addAll("VFTA", I82540emRegisters.VFTA, 4, 128, RegisterAccess.RW, ALL, "13.5.4");
    addAll("IP4AT", I82540emRegisters.IP4AT, 8, 4, RegisterAccess.RW, ALL, "13.6.5");
    addAll("IP6AT", I82540emRegisters.IP6AT, 4, 4, RegisterAccess.RW, ALL, "13.6.6");
    addAll("WUPM", I82540emRegisters.WUPM, 4, 32, RegisterAccess.RO, 0, "13.6.8");
    addAll("FFLT", I82540emRegisters.FFLT, 8, 4, RegisterAccess.RW, 0x7ff, "13.6.9");
    addAll("FFMT", I82540emRegisters.FFMT, 8, 128, RegisterAccess.RW, 0xf, "13.6.10");
    addAll("FFVT", I82540emRegisters.FFVT, 8, 128, RegisterAccess.RW, ALL, "13.6.11");
  }

  private void mode(String name, int offset, long resetValue, long writableMask, String section) {
    RegisterAccess access = RegisterAccess.RW;
    add(name, offset, access, RegisterRole.MODE, resetValue, writableMask, section);
  }

  private void command(
      String name, int offset, long resetValue, long writableMask, String section) {
    RegisterAccess access = RegisterAccess.RW;
    add(name, offset, access, RegisterRole.COMMAND, resetValue, writableMask, section);
  }

  private void doorbell(String name, int offset, long writableMask, String section) {
    add(name, offset, RegisterAccess.RW, RegisterRole.DOORBELL, 0, writableMask, section);
  }

  /** Where the chip is in a ring or FIFO; software may write it while the chip is stopped. */
  private void position(String name, int offset, long writableMask, String section) {
    add(name, offset, RegisterAccess.RW, RegisterRole.STATUS, 0, writableMask, section);
  }

  private void status(String name, int offset, String section) {
    add(name, offset, RegisterAccess.RO, RegisterRole.STATUS, 0, 0, section);
  }

  private void interrupt(String name, int offset, RegisterAccess access, String section) {
    add(name, offset, access, RegisterRole.INTERRUPT, 0, Icr.ALL, section);
  }

  private void addCounter(String name, int offset, int subsection) {
    add(name, offset, RegisterAccess.READ_CLEARS, RegisterRole.STATUS, 0, 0, "13.7." + subsection);
  }

  private void addAll(
      String name,
      int offset,
      int stride,
      int count,
      RegisterAccess access,
      long writableMask,
      String section) {
    RegisterRole role = access == RegisterAccess.RO ? RegisterRole.STATUS : RegisterRole.MODE;
    for (int index = 0; index < count; index++) {
      String element = name + "[" + index + "]";
      add(element, offset + stride * index, access, role, 0, writableMask, section);
    }
  }

  private void add(
      String name,
      int offset,
      RegisterAccess access,
      RegisterRole role,
      long resetValue,
      long writableMask,
      String section) {
    Register.Place place = new Register.Place(offset, Integer.BYTES, "");
    Register.Contents contents = new Register.Contents(resetValue, writableMask, readBack(access));
    rows.add(new Register(name, place, access, role, contents, section));
  }

  private static ReadBack readBack(RegisterAccess access) {
    return switch (access) {
      case WO -> ReadBack.HIDDEN;
      case READ_CLEARS, READ_POPS -> ReadBack.ONCE;
      case RW, RO, W1C, W1S -> ReadBack.READABLE;
    };
  }
}
