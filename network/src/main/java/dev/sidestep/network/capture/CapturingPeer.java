package dev.sidestep.network.capture;

import dev.sidestep.platform.EthernetPeer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A peer whose frames are recorded on their way, with the custody of the card as part of the
 * interface's name, {@code net0:direct} or {@code net0:emulated}. The first frame after each change
 * of custody has a comment that says so. Called by the machine, with its lock held.
 */
public final class CapturingPeer implements EthernetPeer {
  private final EthernetPeer peer;
  private final PcapngFile file;
  private final String card;
  private final Supplier<String> custody;
  private final LongSupplier guestNanos;
  private String current = "";
  private int interfaceId;

  /**
   * Stands between a machine and {@code peer}.
   *
   * @param card its name, {@code net0}
   * @param custody one word for who has the card now; asked for each frame, cheap
   * @param guestNanos guest time, {@code machine::guestNanos}
   */
  public CapturingPeer(
      EthernetPeer peer,
      PcapngFile file,
      String card,
      Supplier<String> custody,
      LongSupplier guestNanos) {
    this.peer = peer;
    this.file = file;
    this.card = card;
    this.custody = custody;
    this.guestNanos = guestNanos;
  }

  @Override
  public void accept(byte[] frame) {
    record(frame, Direction.OUTBOUND);
    peer.accept(frame);
  }

  @Override
  public byte @Nullable [] next() {
    byte[] frame = peer.next();
    if (frame != null) {
      record(frame, Direction.INBOUND);
    }
    return frame;
  }

  private void record(byte[] frame, Direction direction) {
    String now = custody.get();
    String comment = "";
    if (!now.equals(current)) {
      comment = current.isEmpty() ? "" : card + ": " + current + " -> " + now;
      current = now;
      interfaceId = file.interfaceNumber(card + ":" + now);
    }
    file.record(interfaceId, guestNanos.getAsLong(), frame, direction, comment);
  }
}
