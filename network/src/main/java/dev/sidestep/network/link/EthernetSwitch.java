package dev.sidestep.network.link;

import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.platform.EthernetPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * A learning switch that joins guests and back ends (IEEE 802.1D clause 7). Each guest's port has a
 * bounded queue in and one out.
 *
 * <p>One thread forwards and tells the machines, so that two machines which send to each other
 * never wait for each other's locks.
 */
public final class EthernetSwitch implements AutoCloseable {
  /** What happens to a frame for a port whose queue is full. */
  public enum Overflow {
    /** It is dropped and counted there, and the others go on. */
    DROP,
    /**
     * It waits, and so does everything behind it at the port where it came in: back ends keep their
     * frames, and guests lose frames only when their own queue into the switch is full. A guest
     * that never takes its frames then silences whoever sends to it or to all.
     */
    WAIT
  }

  private static final int HEADER_BYTES = 14;
  private static final int SOURCE_OFFSET = 6;
  private static final long GROUP_BIT = 1L << 40;

  /** 01-80-C2-00-00-00 to -0F: link-local, of which no bridge forwards anything (7.12.6). */
  private static final long RESERVED = 0x0180_c200_0000L;

  private static final long RESERVED_MASK = 0xffff_ffff_fff0L;

  /** Ports take turns; none of them sends more than this before the next one. */
  private static final int TURN_FRAMES = 64;

  private static final long PATIENCE_MILLIS = 2_000;

  private final Overflow overflow;
  private final LongSupplier nanos;
  private final List<SwitchPort> ports = new CopyOnWriteArrayList<>();
  private final List<HostLink> links = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<SwitchPort> gone = new ConcurrentLinkedQueue<>();
  private final MacTable<SwitchPort> table = new MacTable<>();
  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private volatile boolean isClosed;

  /** A switch without ports, running. */
  public EthernetSwitch(Overflow overflow) {
    this(overflow, System::nanoTime);
  }

  EthernetSwitch(Overflow overflow, LongSupplier nanos) {
    this.overflow = overflow;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().name("net-switch").daemon().unstarted(this::run);
    thread.start();
  }

  /** A new port for a guest; closing it takes it out again. May be called by any thread. */
  public HostLink newPort() {
    GuestPort port = new GuestPort(this::stir, this::remove);
    ports.add(port);
    return port;
  }

  /**
   * Joins a back end that somebody else closes. May be called by any thread.
   *
   * @return what to call, from any thread, when {@link EthernetPeer#next} may have a frame
   */
  public Runnable attach(EthernetPeer backEnd) {
    ports.add(new UplinkPort(backEnd));
    stir();
    return this::stir;
  }

  /** Joins a link, which is closed with the switch. May be called by any thread. */
  public void attachLink(HostLink link) {
    links.add(link);
    link.onInput(attach(link));
  }

  private void remove(SwitchPort port) {
    if (ports.remove(port)) {
      gone.add(port);
      stir();
    }
  }

  private void stir() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  private void run() {
    try {
      while (!isClosed) {
        work.acquire();
        work.drainPermits();
        forwardAll();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void forwardAll() {
    boolean isBusy = true;
    while (isBusy && !isClosed) {
      forgetGone();
      isBusy = false;
      for (SwitchPort port : ports) {
        isBusy |= turn(port);
      }
      ports.forEach(SwitchPort::tell);
    }
  }

  private void forgetGone() {
    for (SwitchPort port = gone.poll(); port != null; port = gone.poll()) {
      table.forget(port);
    }
  }

  /** True if the port may have more. */
  private boolean turn(SwitchPort from) {
    for (int count = 0; count < TURN_FRAMES; count++) {
      byte[] frame = from.first();
      if (frame == null || !forward(frame, from)) {
        return false;
      }
      from.take();
    }
    return true;
  }

  /** False if the frame has to wait. */
  private boolean forward(byte[] frame, SwitchPort from) {
    if (frame.length < HEADER_BYTES) {
      from.malformed();
      return true;
    }
    List<SwitchPort> targets = targets(frame, from);
    if (overflow == Overflow.WAIT && !targets.stream().allMatch(SwitchPort::hasRoom)) {
      return false;
    }
    targets.forEach(port -> port.deliver(frame));
    return true;
  }

  private List<SwitchPort> targets(byte[] frame, SwitchPort from) {
    long source = NetBytes.u48(frame, SOURCE_OFFSET);
    long destination = NetBytes.u48(frame, 0);
    long now = nanos.getAsLong();
    if ((source & GROUP_BIT) == 0) {
      table.learn(source, from, now);
    }
    if ((destination & RESERVED_MASK) == RESERVED) {
      return List.of();
    }
    SwitchPort known = (destination & GROUP_BIT) == 0 ? table.find(destination, now) : null;
    if (known == null) {
      return allBut(from);
    }
    return known.equals(from) ? List.of() : List.of(known);
  }

  private List<SwitchPort> allBut(SwitchPort from) {
    List<SwitchPort> others = new ArrayList<>(ports);
    others.remove(from);
    return others;
  }

  /** Ends the switch and the links that are attached to it. Idempotent. */
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    links.forEach(HostLink::close);
  }
}
