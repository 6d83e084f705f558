package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.vmm.DeviceState;
import dev.sidestep.vmm.KnownField;
import dev.sidestep.vmm.Provenance;
import java.util.List;

/**
 * What a switch carries of an 82540EM. EECD, EERD and MDIC are idle, and no packet is partially
 * posted.
 *
 * @param mode every mode register as the guest has set it
 * @param rings where both rings stand
 * @param contexts what the transmitter remembers
 * @param interrupts cause and mask
 * @param status STATUS as the chip shows it
 * @param eeprom its words, 16 bits each, address 0 first
 * @param registers what else can be read back and is no mode
 */
public record I82540emHandover(
    I82540emMode mode,
    Rings rings,
    TransmitContexts contexts,
    Interrupts interrupts,
    int status,
    List<Integer> eeprom,
    IdleRegisters registers)
    implements DeviceState {
  /** Keeps its own list. */
  public I82540emHandover {
    eeprom = List.copyOf(eeprom);
  }

  /** TDH, TDT, RDH and RDT, in descriptors. */
  public record Rings(int transmitHead, int transmitTail, int receiveHead, int receiveTail) {}

  /**
   * The last context descriptors; the chip keeps one of each kind (SDM 3.3.6).
   *
   * @param checksum with TUCMD.TSE = 0, or {@link Descriptor#NONE}
   * @param segmentation with TUCMD.TSE = 1, or {@link Descriptor#NONE}
   * @param provenance how they are known
   */
  public record TransmitContexts(
      Descriptor checksum, Descriptor segmentation, Provenance provenance) {
    /** As after a reset. */
    public static final TransmitContexts NONE =
        new TransmitContexts(Descriptor.NONE, Descriptor.NONE, Provenance.INFERRED);
  }

  /**
   * Interrupts.
   *
   * @param owed causes, as ICR, that the guest has not read
   * @param mask as IMS
   */
  public record Interrupts(int owed, int mask) {}

  /**
   * Registers that show how the last access of a protocol ended, or what was last written.
   *
   * @param mdic MDIC
   * @param eerd EERD
   * @param ioAddress IOADDR of the I/O window
   */
  public record IdleRegisters(int mdic, int eerd, int ioAddress) {}

  @Override
  public List<KnownField> fields() {
    return List.of(
        read("mode", mode.toString()),
        read("TDH", Integer.toString(rings.transmitHead())),
        read("TDT", Integer.toString(rings.transmitTail())),
        read("RDH", Integer.toString(rings.receiveHead())),
        read("RDT", Integer.toString(rings.receiveTail())),
        context("checksum context", contexts.checksum()),
        context("segmentation context", contexts.segmentation()),
        read("ICR", hex(interrupts.owed())),
        read("IMS", hex(interrupts.mask())),
        read("STATUS", hex(status)),
        read("EEPROM", eeprom.size() + " words"),
        read("MDIC", hex(registers.mdic())),
        read("EERD", hex(registers.eerd())),
        read("IOADDR", hex(registers.ioAddress())));
  }

  private KnownField context(String name, Descriptor descriptor) {
    String value =
        descriptor.isNone() ? "none" : "%016x%016x".formatted(descriptor.high(), descriptor.low());
    return new KnownField(name, value, contexts.provenance());
  }

  private static KnownField read(String name, String value) {
    return new KnownField(name, value, Provenance.READ);
  }

  private static String hex(int value) {
    return "%08x".formatted(value);
  }
}
