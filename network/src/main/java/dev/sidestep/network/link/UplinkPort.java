package dev.sidestep.network.link;

import dev.sidestep.platform.EthernetPeer;
import org.jspecify.annotations.Nullable;

/** A port that leads to a back end; towards that, the switch is the machine. */
final class UplinkPort implements SwitchPort {
  private final EthernetPeer backEnd;
  private byte @Nullable [] first;

  UplinkPort(EthernetPeer backEnd) {
    this.backEnd = backEnd;
  }

  @Override
  public byte @Nullable [] first() {
    if (first == null) {
      first = backEnd.next();
    }
    return first;
  }

  @Override
  public void take() {
    first = null;
  }

  @Override
  public void deliver(byte[] frame) {
    backEnd.accept(frame);
  }

  /** A back end has queues, and counters, of its own. */
  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void malformed() {}

  @Override
  public void tell() {}
}
