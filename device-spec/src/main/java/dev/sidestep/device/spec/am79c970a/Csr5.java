package dev.sidestep.device.spec.am79c970a;

/** Extended control and interrupt. Datasheet: CSR5. */
public final class Csr5 {
  /** Asks for suspension; reads as 1 when everything has come to rest. */
  public static final int SPND = 0x0001;

  /** Magic packet mode and its enables; stored. */
  public static final int MAGIC_PACKET = 0x002e;

  /** A magic packet has come. */
  public static final int MPINT = 0x0010;

  /** Enables EXDINT. */
  public static final int EXDINTE = 0x0040;

  /** Excessive deferral. */
  public static final int EXDINT = 0x0080;

  /** Enables SLPINT. */
  public static final int SLPINTE = 0x0100;

  /** Awake from sleep. */
  public static final int SLPINT = 0x0200;

  /** Enables SINT. */
  public static final int SINTE = 0x0400;

  /** The bus has failed: master abort, target abort or parity. */
  public static final int SINT = 0x0800;

  /** TINT only after descriptors with LTINT. */
  public static final int LTINTEN = 0x4000;

  /** No TINT for a frame that went well. */
  public static final int TOKINTD = 0x8000;

  /** What a written one clears. */
  public static final int CAUSES = SINT | SLPINT | EXDINT | MPINT;

  /** What keeps what is written, SPND apart. */
  public static final int STORED = TOKINTD | LTINTEN | SINTE | SLPINTE | EXDINTE | MAGIC_PACKET;

  private Csr5() {}
}
