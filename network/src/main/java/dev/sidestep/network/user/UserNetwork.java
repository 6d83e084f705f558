package dev.sidestep.network.user;

import dev.sidestep.base.Failure;
import dev.sidestep.network.user.FrameQueue.Lane;
import dev.sidestep.platform.EthernetPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The built-in network; what it does is described at the package. The machine calls {@link #accept}
 * and {@link #next} with its lock held; the other methods may be called by any thread that does not
 * hold that lock.
 *
 * <p>Bounds: {@value #MAX_FRAMES} frames wait in each direction, further ones are dropped and
 * counted; TCP and UDP stop reading the host's sockets long before. 512 connections with 256 KiB in
 * each direction, 256 UDP flows, 240 leases, 16 packets in fragments.
 */
public final class UserNetwork implements EthernetPeer, AutoCloseable {
  static final int MAX_FRAMES = 16_384;

  private static final int FIRST_IDENTIFIER = 0x5300;

  private final FrameQueue input = new FrameQueue(MAX_FRAMES);
  private final FrameQueue output = new FrameQueue(MAX_FRAMES);
  private final Tally tally = new Tally();
  private final Clock clock;
  private final GuestLink link;
  private final IntSupplier firstSequence;
  private final Runnable onInput;

  /** Guards what follows; held for a moment only, and nobody is called meanwhile. */
  private final Object lifecycle = new Object();

  private @Nullable NetworkLoop loop;
  private @Nullable Thread thread;
  private boolean isDriven;
  private volatile boolean isClosed;
  private int pingers;

  /**
   * A network that begins to work when it is used first.
   *
   * @param onInput called on the network's thread, without a lock, when {@link #next} has something
   *     to give: {@link dev.sidestep.platform.Machine#networkInputAvailable}
   */
  public UserNetwork(Runnable onInput) {
    this(onInput, System::nanoTime);
  }

  /**
   * A network with a clock of its own.
   *
   * @param nanoTime the host's time, as {@link System#nanoTime}; for time-outs and round trips
   */
  public UserNetwork(Runnable onInput, LongSupplier nanoTime) {
    this(onInput, nanoTime, new SecureRandom()::nextInt);
  }

  UserNetwork(Runnable onInput, LongSupplier nanoTime, IntSupplier firstSequence) {
    this.onInput = onInput;
    this.firstSequence = firstSequence;
    clock = new Clock(nanoTime);
    link = new GuestLink(output, tally, clock);
  }

  /** Takes a frame of the machine; never blocks. After {@link #close} it is ignored. */
  @Override
  public void accept(byte[] frame) {
    if (isClosed) {
      return;
    }
    switch (input.offer(frame, Lane.CONTROL, clock.now())) {
      case REFUSED -> tally.count(NetworkCount.DROPPED_INPUT_FULL);
      case FIRST -> wake();
      case QUEUED -> {}
    }
  }

  @Override
  public byte @Nullable [] next() {
    FrameQueue.Entry entry = output.poll();
    if (output.takeRoomWanted()) {
      NetworkLoop running = start();
      if (running != null) {
        running.roomAvailable();
      }
    }
    return entry == null ? null : entry.frame();
  }

  private void wake() {
    NetworkLoop running = start();
    if (running != null) {
      running.wake();
    }
  }

  /** The loop, with its thread running; null after {@link #close}. */
  private @Nullable NetworkLoop start() {
    synchronized (lifecycle) {
      NetworkLoop running = loop();
      if (running != null && thread == null && !isDriven) {
        thread = Thread.ofPlatform().daemon().name("user-network").start(() -> run(running));
      }
      return running;
    }
  }

  private @Nullable NetworkLoop loop() {
    if (loop == null && !isClosed) {
      loop = new NetworkLoop(input, output, link, firstSequence, onInput);
    }
    return isClosed ? null : loop;
  }

  /** The loop, for a test that runs it itself instead of the thread; before anything else. */
  NetworkLoop drive() {
    synchronized (lifecycle) {
      isDriven = true;
      return Objects.requireNonNull(loop());
    }
  }

  private void run(NetworkLoop running) {
    try (running) {
      while (!isClosed) {
        running.runOnce(true);
      }
    }
  }

  /**
   * Lets programs of the host reach a port of a guest.
   *
   * @return the port of the host
   * @throws Failure if that port cannot be had
   */
  public int forward(PortForward forward) {
    return switch (forward.protocol()) {
      case TCP -> forwardTcp(forward);
      case UDP -> forwardUdp(forward);
    };
  }

  private int forwardTcp(PortForward forward) {
    NetworkLoop running = running();
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(HostSocket.address(forward.hostPort()));
      new TcpListener(channel, forward, running.tcp()).register(running.selector());
      running.wake();
      return port(channel.getLocalAddress());
    } catch (IOException refused) {
      Channels.close(channel);
      throw unavailable(forward, refused);
    }
  }

  private int forwardUdp(PortForward forward) {
    NetworkLoop running = running();
    DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.configureBlocking(false);
      channel.bind(HostSocket.address(forward.hostPort()));
      running.udp().forward(channel, forward);
      running.wake();
      return port(channel.getLocalAddress());
    } catch (IOException refused) {
      Channels.close(channel);
      throw unavailable(forward, refused);
    }
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  private static Failure unavailable(PortForward forward, IOException refused) {
    String why = refused instanceof BindException ? "it is in use" : String.valueOf(refused);
    return new Failure(
        Failure.Reason.HOST,
        "Port %d (%s) of 127.0.0.1 cannot be forwarded, because %s; choose another port."
            .formatted(forward.hostPort(), forward.protocol(), why),
        refused);
  }

  private NetworkLoop running() {
    NetworkLoop running = start();
    if (running == null) {
      throw new IllegalStateException("The network has been closed.");
    }
    return running;
  }

  /**
   * Begins to send echo requests from the gateway to a guest.
   *
   * @param guest its address, usually {@link Subnet#FIRST_GUEST}
   * @param perSecond 1..100,000
   */
  public Pinger ping(int guest, int perSecond) {
    NetworkLoop running = running();
    int identifier;
    synchronized (lifecycle) {
      identifier = FIRST_IDENTIFIER + pingers++ & 0xffff;
    }
    Pinger pinger = new Pinger(link, guest, identifier, Clock.SECOND / perSecond);
    running.echoes().add(pinger);
    running.wake();
    return pinger;
  }

  /** What it has counted so far. */
  public Map<NetworkCount, Long> counts() {
    return tally.all();
  }

  /**
   * Resets all connections, closes all sockets and ends the thread. Idempotent. Not with the
   * machine's lock held, as the thread may be waiting for it.
   */
  @Override
  public void close() {
    NetworkLoop ending;
    Thread running;
    synchronized (lifecycle) {
      isClosed = true;
      ending = loop;
      running = thread;
      loop = null;
    }
    if (running != null && ending != null) {
      ending.wake();
      join(running);
    } else if (ending != null) {
      ending.close();
    }
  }

  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
