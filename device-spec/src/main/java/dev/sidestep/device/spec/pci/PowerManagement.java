package dev.sidestep.device.spec.pci;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterRole;
import dev.sidestep.device.spec.RegisterTable;
import java.util.List;

/**
 * The power management capability; offsets are relative to where it begins.
 *
 * <p>Datasheet: PCI Power Management 1.1, 3.2.
 */
public final class PowerManagement {
  /** Capability identifier. */
  public static final int CAP_ID = 0;

  /** Offset of the next capability in configuration space, or 0. */
  public static final int NEXT = 1;

  /** Power management capabilities. */
  public static final int PMC = 2;

  /** Power management control and status. */
  public static final int PMCSR = 4;

  /** Bridge extensions; 0 in anything but a bridge. */
  public static final int PMCSR_BSE = 6;

  /** Data; 0 where there is none. */
  public static final int DATA = 7;

  /** What {@link #CAP_ID} reads as. */
  public static final int ID = 1;

  /** Bytes that the capability spans. */
  public static final int SIZE_BYTES = 8;

  /** Every register. */
  public static final RegisterTable TABLE =
      new RegisterTable(
          "PCI power management",
          List.of(
              readOnly("CAP_ID", CAP_ID, 1, ID, "3.2.1"),
              readOnly("NEXT", NEXT, 1, 0, "3.2.2"),
              readOnly("PMC", PMC, 2, 0, "3.2.3"),
              new Register(
                  "PMCSR",
                  new Register.Place(PMCSR, 2, ""),
                  RegisterAccess.W1C,
                  RegisterRole.MODE,
                  new Register.Contents(
                      0, Pmcsr.POWER_STATE | Pmcsr.PME_EN | Pmcsr.PME_STATUS, ReadBack.READABLE),
                  "3.2.4"),
              readOnly("PMCSR_BSE", PMCSR_BSE, 1, 0, "3.2.5"),
              readOnly("DATA", DATA, 1, 0, "3.2.6")));

  private PowerManagement() {}

  private static Register readOnly(
      String name, int offset, int widthBytes, long value, String section) {
    return new Register(
        name,
        new Register.Place(offset, widthBytes, ""),
        RegisterAccess.RO,
        RegisterRole.STATUS,
        new Register.Contents(value, 0, ReadBack.READABLE),
        section);
  }

  /** Bits of {@link #PMC}: section 3.2.3. */
  public static final class Pmc {
    /** Version 2: this revision of the specification. */
    public static final int VERSION_2 = 0x0002;

    /** Device specific initialization is needed after reset. */
    public static final int DSI = 0x0020;

    /** PME# can be asserted from D0. */
    public static final int PME_D0 = 0x0800;

    /** PME# can be asserted from D3hot. */
    public static final int PME_D3HOT = 0x4000;

    private Pmc() {}
  }

  /** Bits of {@link #PMCSR}: section 3.2.4. */
  public static final class Pmcsr {
    /** The power state, as its number says; D1 and D2 are optional. */
    public static final int POWER_STATE = 0x0003;

    /** State of {@link #POWER_STATE} with nothing off. */
    public static final int D0 = 0;

    /** State of {@link #POWER_STATE} in which configuration space alone answers. */
    public static final int D3HOT = 3;

    /** PME# is enabled. */
    public static final int PME_EN = 0x0100;

    /** PME# would be asserted; a written one clears it. */
    public static final int PME_STATUS = 0x8000;

    private Pmcsr() {}
  }
}
