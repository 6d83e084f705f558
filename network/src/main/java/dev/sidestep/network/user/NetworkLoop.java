package dev.sidestep.network.user;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Everything that happens on the network's one thread, in turn: sockets of the host, frames of the
 * guest, time.
 */
final class NetworkLoop implements AutoCloseable {
  private static final int FRAMES_AT_ONCE = 256;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final FrameQueue input;
  private final FrameQueue output;
  private final Runnable onInput;
  private final Selector selector;
  private final GuestLink link;
  private final TcpRelay tcp;
  private final UdpRelay udp;
  private final Echoes echoes;
  private final GuestInput guestInput;
  private final List<Timed> timed;
  private final AtomicBoolean hasRoom = new AtomicBoolean();

  NetworkLoop(
      FrameQueue input,
      FrameQueue output,
      GuestLink link,
      IntSupplier firstSequence,
      Runnable onInput) {
    this.input = input;
    this.output = output;
    this.onInput = onInput;
    this.link = link;
    selector = open();
    tcp = new TcpRelay(link, selector, firstSequence);
    udp = new UdpRelay(link, selector);
    echoes = new Echoes(link);
    guestInput = new GuestInput(link, tcp, udp, echoes);
    timed = List.of(tcp, udp, echoes);
  }

  private static Selector open() {
    try {
      return Selector.open();
    } catch (IOException full) {
      throw new Failure(
          Failure.Reason.HOST,
          "The user network cannot wait for sockets, because the host has no more; close some programs.",
          full);
    }
  }

  TcpRelay tcp() {
    return tcp;
  }

  UdpRelay udp() {
    return udp;
  }

  Echoes echoes() {
    return echoes;
  }

  Selector selector() {
    return selector;
  }

  /** Ends a wait; any thread. */
  void wake() {
    selector.wakeup();
  }

  /** The queue to the machine has room again; any thread. */
  void roomAvailable() {
    hasRoom.set(true);
    wake();
  }

  /** One round; waits if there is nothing to do and {@code mayWait}. */
  void runOnce(boolean mayWait) {
    select(mayWait ? waitMillis() : 0);
    takeFrames();
    if (hasRoom.getAndSet(false)) {
      tcp.resume();
      udp.resume();
    }
    tick();
    tcp.flush();
    if (link.takeNew()) {
      onInput.run();
    }
  }

  /** Until the next deadline, rounded up to what a selector can do; 0 if there is work. */
  private long waitMillis() {
    if (!input.isEmpty() || hasRoom.get()) {
      return 0;
    }
    long first = Timed.NEVER;
    for (Timed one : timed) {
      first = Math.min(first, one.deadline());
    }
    long nanos = first - link.clock().now();
    return nanos <= 0 ? 0 : Math.min(nanos / Clock.MILLI + 1, LONGEST_WAIT_MILLIS);
  }

  private void select(long millis) {
    try {
      if (millis == 0) {
        selector.selectNow();
      } else {
        selector.select(millis);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof Ready ready) {
        ready.ready(key.readyOps());
      }
    }
    selector.selectedKeys().clear();
  }

  private void takeFrames() {
    for (int count = 0; count < FRAMES_AT_ONCE; count++) {
      FrameQueue.Entry entry = input.poll();
      if (entry == null) {
        return;
      }
      guestInput.receive(entry.frame(), entry.nanos());
    }
  }

  private void tick() {
    long now = link.clock().now();
    for (Timed one : timed) {
      if (one.deadline() <= now) {
        one.tick(now);
      }
    }
  }

  /** Resets all connections and closes all sockets; afterwards nothing may be called. */
  @Override
  public void close() {
    tcp.close();
    for (SelectionKey key : selector.keys()) {
      Channels.close(key.channel());
    }
    Channels.close(selector);
    input.clear();
    output.clear();
  }
}
