package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.vmm.device.Offload;
import dev.sidestep.vmm.device.Offload.Checksum;
import dev.sidestep.vmm.device.Offload.Segmentation;

/**
 * An {@link Offload} in the form of descriptors.
 *
 * @datasheet 82540EM 3.3.6, 3.3.7
 */
final class OffloadDescriptors {
  private static final int COMMAND_SHIFT = 24;
  private static final int OPTIONS_SHIFT = 40;
  private static final int SPECIAL_SHIFT = 48;

  private OffloadDescriptors() {}

  /** The context descriptor that describes {@code offload} (3.3.6). */
  static Descriptor context(Offload offload) {
    Segmentation segmentation = offload.segmentation();
    int command =
        TxCommand.DEXT
            | (offload.isSegmented() ? TxCommand.TSE : 0)
            | (segmentation.tcp() ? TxCommand.TCP : 0)
            | (segmentation.ipv4() ? TxCommand.IP : 0);
    long low =
        checksum(offload.layout().ip()) | checksum(offload.layout().transport()) << Integer.SIZE;
    long high =
        (long) segmentation.maximumPayload() << SPECIAL_SHIFT
            | (long) segmentation.headerLength() << OPTIONS_SHIFT
            | (long) command << COMMAND_SHIFT
            | TxDescriptor.DTYP_CONTEXT
            | segmentation.payloadLength();
    return new Descriptor(low, high);
  }

  private static long checksum(Checksum sum) {
    return sum.start() & 0xff | (sum.offset() & 0xff) << 8 | (sum.end() & 0xffffL) << 16;
  }

  /** The upper half of a data descriptor without length, EOP and RS (3.3.7). */
  static long data(Offload offload) {
    boolean tagged = offload.vlanTag() != Offload.UNTAGGED;
    int command =
        TxCommand.DEXT
            | (offload.insertFcs() ? TxCommand.IFCS : 0)
            | (tagged ? TxCommand.VLE : 0)
            | (offload.isSegmented() ? TxCommand.TSE : 0);
    int options =
        (offload.insertIpChecksum() ? TxDescriptor.IXSM : 0)
            | (offload.insertTransportChecksum() ? TxDescriptor.TXSM : 0);
    return (tagged ? (long) offload.vlanTag() << SPECIAL_SHIFT : 0)
        | (long) options << OPTIONS_SHIFT
        | (long) command << COMMAND_SHIFT
        | TxDescriptor.DTYP_DATA;
  }
}
