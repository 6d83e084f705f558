package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.vmm.device.Offload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two contexts that a chip's transmitter remembers, which cannot be read back: the last one
 * without TSE and the last one with it.
 *
 * @datasheet 82540EM 3.3.6
 */
final class TransmitContextState {
  private static final int COMMAND_SHIFT = 24;

  /** What stands for a context that was never set: all fields 0. */
  private static final Descriptor EMPTY_CHECKSUM =
      new Descriptor(0, (long) TxCommand.DEXT << COMMAND_SHIFT);

  private static final Descriptor EMPTY_SEGMENTATION =
      new Descriptor(0, (long) (TxCommand.DEXT | TxCommand.TSE) << COMMAND_SHIFT);

  /** Null if it is not known. */
  private @Nullable Descriptor checksum;

  private @Nullable Descriptor segmentation;

  /** The chip has been adopted with these; one that was not found is not known. */
  void found(I82540emHandover.TransmitContexts contexts) {
    checksum = contexts.checksum().isNone() ? null : contexts.checksum();
    segmentation = contexts.segmentation().isNone() ? null : contexts.segmentation();
  }

  /** The chip has been reset. */
  void clear() {
    checksum = EMPTY_CHECKSUM;
    segmentation = EMPTY_SEGMENTATION;
  }

  /** True if {@code offload} refers to a context, and the chip has another one. */
  boolean needs(Offload offload) {
    if (offload.isSegmented()) {
      return !OffloadDescriptors.context(offload).equals(segmentation);
    }
    return (offload.insertIpChecksum() || offload.insertTransportChecksum())
        && !isLeftToChip(offload)
        && !OffloadDescriptors.context(offload).equals(checksum);
  }

  /** The guest relies on a context that nobody has seen; but the chip still has it. */
  private boolean isLeftToChip(Offload offload) {
    return checksum == null && offload.layout().equals(Offload.Layout.NONE);
  }

  /** One that the chip certainly has. */
  Optional<Descriptor> present() {
    return Optional.ofNullable(checksum == null ? segmentation : checksum);
  }

  /** The context that {@code offload} needs; the chip gets it. */
  Descriptor take(Offload offload) {
    Descriptor context = OffloadDescriptors.context(offload);
    if (offload.isSegmented()) {
      segmentation = context;
    } else {
      checksum = context;
    }
    return context;
  }

  /**
   * What to give the chip so that it has {@code wanted}; it gets them. A context that the guest has
   * never set, as far as is known, is put back only if this driver has set one.
   */
  List<Descriptor> differing(I82540emHandover.TransmitContexts wanted) {
    List<Descriptor> descriptors = new ArrayList<>(2);
    checksum = replace(checksum, wanted.checksum(), EMPTY_CHECKSUM, descriptors);
    segmentation = replace(segmentation, wanted.segmentation(), EMPTY_SEGMENTATION, descriptors);
    return descriptors;
  }

  private static @Nullable Descriptor replace(
      @Nullable Descriptor present, Descriptor wanted, Descriptor empty, List<Descriptor> target) {
    if (wanted.isNone() && present == null) {
      return null;
    }
    Descriptor next = wanted.isNone() ? empty : wanted;
    if (!next.equals(present)) {
      target.add(next);
    }
    return next;
  }
}
