package dev.sidestep.network.link;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port that a machine's network card is plugged into. */
final class GuestPort implements HostLink, SwitchPort {
  private final LinkQueues queues = new LinkQueues();
  private final Runnable stir;
  private final Consumer<GuestPort> unplug;
  private boolean hasNews;

  /** The switch has a frame for this port and waits until there is room. */
  private volatile boolean isAwaited;

  /**
   * A port of a switch.
   *
   * @param stir wakes the switch
   * @param unplug takes the port out of it
   */
  GuestPort(Runnable stir, Consumer<GuestPort> unplug) {
    this.stir = stir;
    this.unplug = unplug;
    queues.connected();
  }

  @Override
  public void accept(byte[] frame) {
    queues.accept(frame);
    stir.run();
  }

  @Override
  public byte @Nullable [] next() {
    byte[] frame = queues.next();
    if (frame != null && isAwaited) {
      isAwaited = false;
      stir.run();
    }
    return frame;
  }

  @Override
  public void onInput(Runnable listener) {
    queues.onInput(listener);
  }

  @Override
  public LinkReport report() {
    return queues.report();
  }

  @Override
  public void close() {
    unplug.accept(this);
    queues.close();
  }

  @Override
  public byte @Nullable [] first() {
    return queues.peekFromGuest();
  }

  @Override
  public void take() {
    byte[] frame = queues.peekFromGuest();
    if (frame != null) {
      queues.removeFromGuest();
      queues.delivered(1, frame.length);
    }
  }

  @Override
  public void deliver(byte[] frame) {
    queues.arrived(frame);
    hasNews = true;
  }

  /** Looks again once it is known to wait: whoever makes room after that wakes the switch. */
  @Override
  public boolean hasRoom() {
    if (queues.hasRoom()) {
      return true;
    }
    isAwaited = true;
    return queues.hasRoom();
  }

  @Override
  public void malformed() {
    queues.malformed();
  }

  @Override
  public void tell() {
    if (hasNews) {
      hasNews = false;
      queues.tell();
    }
  }
}
