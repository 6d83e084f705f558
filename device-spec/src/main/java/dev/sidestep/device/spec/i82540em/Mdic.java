package dev.sidestep.device.spec.i82540em;

/** Access to the PHY registers, MDIC. Datasheet: SDM 13.4.7. */
public final class Mdic {
  /** The value to write, or that was read. */
  public static final int DATA = 0xffff;

  /** Which register. */
  public static final int REGADD = 0x1f0000;

  /** Where {@link #REGADD} begins. */
  public static final int REGADD_SHIFT = 16;

  /** Which PHY; the internal one is {@link #INTERNAL_PHY}. */
  public static final int PHYADD = 0x3e00000;

  /** Where {@link #PHYADD} begins. */
  public static final int PHYADD_SHIFT = 21;

  /** Address of the PHY inside the chip. */
  public static final int INTERNAL_PHY = 1;

  /** What to do. */
  public static final int OP = 0xc000000;

  /** {@link #OP} to write. */
  public static final int OP_WRITE = 0x4000000;

  /** {@link #OP} to read. */
  public static final int OP_READ = 0x8000000;

  /** Ready: done, and nothing is going on. Software writes 0 to begin. */
  public static final int R = 0x10000000;

  /** Interrupt when ready, with {@link Icr#MDAC}. */
  public static final int I = 0x20000000;

  /** Error: no PHY has answered, or the operation is not known. */
  public static final int E = 0x40000000;

  private Mdic() {}
}
