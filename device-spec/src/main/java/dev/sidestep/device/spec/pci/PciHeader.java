package dev.sidestep.device.spec.pci;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.RegisterTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The type 0 configuration space header.
 *
 * <p>Datasheet: PCI Local Bus 3.0, 6.1, figure 6-1.
 */
public final class PciHeader {
  /** Manufacturer. */
  public static final int VENDOR_ID = 0x00;

  /** Device, as its manufacturer numbers them. */
  public static final int DEVICE_ID = 0x02;

  /** What the function may do. */
  public static final int COMMAND = 0x04;

  /** What it can do, and what went wrong. */
  public static final int STATUS = 0x06;

  /** Revision, as its manufacturer numbers them. */
  public static final int REVISION_ID = 0x08;

  /** Programming interface: the low byte of the class code. */
  public static final int PROG_IF = 0x09;

  /** Middle byte of the class code. */
  public static final int SUB_CLASS = 0x0a;

  /** High byte of the class code. */
  public static final int BASE_CLASS = 0x0b;

  /** Cache line size in units of 4 bytes. */
  public static final int CACHE_LINE_SIZE = 0x0c;

  /** Latency timer. */
  public static final int LATENCY_TIMER = 0x0d;

  /** Layout of the header. */
  public static final int HEADER_TYPE = 0x0e;

  /** Built-in self test. */
  public static final int BIST = 0x0f;

  /** The first base address register; there are {@link #BARS}, 4 bytes each. */
  public static final int BAR0 = 0x10;

  /** CardBus card information structure. */
  public static final int CIS_POINTER = 0x28;

  /** Manufacturer of the card. */
  public static final int SUBSYSTEM_VENDOR_ID = 0x2c;

  /** Card, as its manufacturer numbers them. */
  public static final int SUBSYSTEM_ID = 0x2e;

  /** Expansion ROM base address. */
  public static final int ROM = 0x30;

  /** Offset of the first capability, or 0. */
  public static final int CAPABILITIES_POINTER = 0x34;

  /** Which input of the interrupt controller: software's note, and nothing to the function. */
  public static final int INTERRUPT_LINE = 0x3c;

  /** Which pin the function uses: 1 for INTA#, 0 for none. */
  public static final int INTERRUPT_PIN = 0x3d;

  /** Burst length wanted, in units of 250 ns. */
  public static final int MIN_GNT = 0x3e;

  /** How often the bus is wanted, in units of 250 ns. */
  public static final int MAX_LAT = 0x3f;

  /** Base address registers of a type 0 header. */
  public static final int BARS = 6;

  /** Bytes of the header. */
  public static final int SIZE_BYTES = 0x40;

  /** Bytes of the configuration space of a conventional function. */
  public static final int SPACE_BYTES = 0x100;

  /** Every register, in the order of figure 6-1. Bits of BARs depend on the function. */
  public static final RegisterTable TABLE = new RegisterTable("PCI type 0 header", registers());

  private PciHeader() {}

  /** Offset of base address register {@code index}, 0..5. */
  public static int bar(int index) {
    return BAR0 + Integer.BYTES * index;
  }

  private static List<Register> registers() {
    List<Register> all = new ArrayList<>();
    all.add(fixed("VENDOR_ID", VENDOR_ID, 2, "6.2.1"));
    all.add(fixed("DEVICE_ID", DEVICE_ID, 2, "6.2.1"));
    all.add(
        register(
            "COMMAND", COMMAND, 2, RegisterAccess.RW, RegisterRole.MODE, Command.ALL, "6.2.2"));
    all.add(
        register(
            "STATUS",
            STATUS,
            2,
            RegisterAccess.W1C,
            RegisterRole.STATUS,
            Status.WRITE_CLEARS,
            "6.2.3"));
    all.add(fixed("REVISION_ID", REVISION_ID, 1, "6.2.1"));
    all.add(fixed("PROG_IF", PROG_IF, 1, "6.2.1"));
    all.add(fixed("SUB_CLASS", SUB_CLASS, 1, "6.2.1"));
    all.add(fixed("BASE_CLASS", BASE_CLASS, 1, "6.2.1"));
    all.add(mode("CACHE_LINE_SIZE", CACHE_LINE_SIZE, 1, 0xff, "6.2.4"));
    all.add(mode("LATENCY_TIMER", LATENCY_TIMER, 1, 0xff, "6.2.4"));
    all.add(fixed("HEADER_TYPE", HEADER_TYPE, 1, "6.2.1"));
    all.add(fixed("BIST", BIST, 1, "6.2.4"));
    for (int i = 0; i < BARS; i++) {
      all.add(mode("BAR" + i, bar(i), Integer.BYTES, 0xffff_fff0L, "6.2.5.1"));
    }
    all.add(fixed("CIS_POINTER", CIS_POINTER, 4, "6.2.4"));
    all.add(fixed("SUBSYSTEM_VENDOR_ID", SUBSYSTEM_VENDOR_ID, 2, "6.2.4"));
    all.add(fixed("SUBSYSTEM_ID", SUBSYSTEM_ID, 2, "6.2.4"));
    all.add(mode("ROM", ROM, 4, 0xffff_f801L, "6.2.5.2"));
    all.add(fixed("CAPABILITIES_POINTER", CAPABILITIES_POINTER, 1, "6.2.4"));
    all.add(mode("INTERRUPT_LINE", INTERRUPT_LINE, 1, 0xff, "6.2.4"));
    all.add(fixed("INTERRUPT_PIN", INTERRUPT_PIN, 1, "6.2.4"));
    all.add(fixed("MIN_GNT", MIN_GNT, 1, "6.2.4"));
    all.add(fixed("MAX_LAT", MAX_LAT, 1, "6.2.4"));
    return all;
  }

  private static Register fixed(String name, int offset, int widthBytes, String section) {
    return register(name, offset, widthBytes, RegisterAccess.RO, RegisterRole.STATUS, 0, section);
  }

  private static Register mode(
      String name, int offset, int widthBytes, long writableMask, String section) {
    return register(
        name, offset, widthBytes, RegisterAccess.RW, RegisterRole.MODE, writableMask, section);
  }

  private static Register register(
      String name,
      int offset,
      int widthBytes,
      RegisterAccess access,
      RegisterRole role,
      long writableMask,
      String section) {
    return new Register(
        name,
        new Register.Place(offset, widthBytes, ""),
        access,
        role,
        new Register.Contents(0, writableMask, ReadBack.READABLE),
        section);
  }

  /** Bits of {@link #COMMAND}: table 6-1. */
  public static final class Command {
    /** The function answers in I/O space. */
    public static final int IO_SPACE = 0x0001;

    /** The function answers in memory space. */
    public static final int MEMORY_SPACE = 0x0002;

    /** The function may master the bus. */
    public static final int BUS_MASTER = 0x0004;

    /** It may use Memory Write and Invalidate. */
    public static final int WRITE_AND_INVALIDATE = 0x0010;

    /** It takes its normal action on a parity error. */
    public static final int PARITY_ERROR_RESPONSE = 0x0040;

    /** It may assert SERR#. */
    public static final int SERR_ENABLE = 0x0100;

    /** It does not assert its INTx# pin. */
    public static final int INTERRUPT_DISABLE = 0x0400;

    /** Every bit that can be written here. */
    public static final int ALL =
        IO_SPACE
            | MEMORY_SPACE
            | BUS_MASTER
            | WRITE_AND_INVALIDATE
            | PARITY_ERROR_RESPONSE
            | SERR_ENABLE
            | INTERRUPT_DISABLE;

    private Command() {}
  }

  /** Bits of {@link #STATUS}: table 6-2. */
  public static final class Status {
    /** It would assert INTx#, whether or not it is disabled. */
    public static final int INTERRUPT = 0x0008;

    /** There is a list of capabilities. */
    public static final int CAPABILITIES = 0x0010;

    /** It is capable of 66 MHz. */
    public static final int MHZ_66 = 0x0020;

    /** A master of this function got a target abort. */
    public static final int RECEIVED_TARGET_ABORT = 0x1000;

    /** A master of this function got no answer at all. */
    public static final int RECEIVED_MASTER_ABORT = 0x2000;

    /** The bits that a written one clears. */
    public static final int WRITE_CLEARS = 0xf900;

    private Status() {}
  }

  /** Low bits of a base address register: figures 6-5 and 6-6. */
  public static final class Bar {
    /** Set in one that maps I/O space; memory otherwise. */
    public static final int IO = 0x1;

    /** Bits that are no part of a memory address: 32-bit, not prefetchable. */
    public static final int MEMORY_FLAGS = 0xf;

    /** Bits that are no part of an I/O address. */
    public static final int IO_FLAGS = 0x3;

    private Bar() {}
  }
}
