package dev.sidestep.device.model.backend;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetInlet;
import dev.sidestep.device.model.EthernetOutlet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network cable between a chip and two functions of the host, full duplex, with a far end that
 * makes and checks the frame check sequence, pads short frames and honours PAUSE.
 *
 * <p>Each direction carries one frame at a time: preamble, start delimiter, frame, check sequence
 * and gap ({@link Settings#wireNanos}). Delay, loss and order are those of the network beyond the
 * far end, so that PAUSE holds back what is still to come, however late it is. A pulled cable loses
 * what is on it and on its way to the chip; frames of the host wait there until it is plugged in.
 *
 * <p>Nothing is asked of the host before the first {@link #wake}. Guarded by the machine's lock,
 * {@link #wake} and {@link #connect} included.
 */
public final class EthernetCable implements EthernetOutlet {
  /** The longest frame that the host can send, without check sequence, in bytes. */
  public static final int MAXIMUM_FRAME_BYTES = 16_384;

  /** Two addresses and a type. */
  private static final int MINIMUM_HEADER_BYTES = 14;

  /** What the far end pads to (IEEE 802.3 clause 3.2.8), without check sequence. */
  private static final int MINIMUM_FRAME_BYTES = 60;

  /** Preamble, start of frame delimiter and the gap between frames. */
  private static final int OVERHEAD_BYTES = 20;

  /** How many frames the far end's socket holds before it asks the network for no more. */
  private static final int PORT_QUEUE_FRAMES = 64;

  private static final long TOWARDS_CHIP = 0x6a09_e667_f3bc_c908L;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** How long frames are on the wire. */
  public enum Timing {
    /**
     * As long as the rate says. If the machine was late, frames follow each other faster for at
     * most 100 microseconds, no more than a chip's packet buffer takes.
     */
    REAL(100_000),
    /**
     * One microsecond, whatever the rate and length. Not nothing: a host that never runs out of
     * frames must leave the guest time to take them.
     */
    FAST(16_000);

    private static final long FAST_FRAME_NANOS = 1_000;

    private final long catchUpNanos;

    Timing(long catchUpNanos) {
      this.catchUpNanos = catchUpNanos;
    }

    long catchUpNanos() {
      return catchUpNanos;
    }
  }

  /**
   * What the cable does to frames, in both directions.
   *
   * @param bitsPerSecond of the link, more than 0
   * @param delayNanos added to each frame's time on the wire
   * @param lossPerMillion frames that vanish, out of 1,000,000
   * @param reorderPerMillion frames that are overtaken by the next one, out of 1,000,000
   * @param flowControl whether the far end honours and advertises PAUSE
   * @param timing whether the wire takes time; a delay and a pause take theirs in any case
   * @param seed of chance: which frames are lost or overtaken
   */
  public record Settings(
      long bitsPerSecond,
      long delayNanos,
      int lossPerMillion,
      int reorderPerMillion,
      boolean flowControl,
      Timing timing,
      long seed) {
    /** Guest nanoseconds that a frame of {@code bytes}, check sequence included, takes. */
    public long wireNanos(int bytes) {
      return timing == Timing.FAST
          ? Timing.FAST_FRAME_NANOS
          : bitNanos((long) (bytes + OVERHEAD_BYTES) * Byte.SIZE);
    }

    long bitNanos(long bits) {
      return bits * NANOS_PER_SECOND / bitsPerSecond;
    }
  }

  private final EventScheduler scheduler;
  private final Settings settings;
  private final Supplier<byte @Nullable []> input;
  private final FrameCheck check = new FrameCheck();
  private final byte[] arriving = new byte[MAXIMUM_FRAME_BYTES + FrameCheck.BYTES];
  private final FrameWire outgoing;
  private final FramePath toHost;
  private final FramePath toChip;
  private final FrameWire incoming;

  /** Frames that have come so far and wait for the wire, because of a pause or of each other. */
  private final Deque<byte[]> ready = new ArrayDeque<>();

  private final EventScheduler.Event entry;
  private final EventScheduler.Event pauseEnd;
  private final CableTally tally = new CableTally();
  private @Nullable EthernetInlet chip;
  private boolean connected = true;
  private long entryFreeAt;

  /**
   * A cable that is not plugged into a chip yet, but into the far end.
   *
   * @param input the next frame for the guest, without check sequence, not changed by anybody any
   *     more, or null if there is none now; never blocks
   * @param output takes each frame from the guest, without check sequence; never blocks
   */
  public EthernetCable(
      EventScheduler scheduler,
      Settings settings,
      Supplier<byte @Nullable []> input,
      Consumer<byte[]> output) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.input = input;
    this.toHost =
        new FramePath(
            scheduler,
            settings,
            settings.seed(),
            frame -> {
              tally.fromChip(frame.length);
              output.accept(frame);
            });
    this.outgoing = new FrameWire(scheduler, settings, this::left);
    this.toChip =
        new FramePath(scheduler, settings, settings.seed() ^ TOWARDS_CHIP, this::comeForth);
    this.incoming = new FrameWire(scheduler, settings, this::arrive);
    this.entry = scheduler.newEvent(this::wake);
    this.pauseEnd = scheduler.newEvent(this::moveOn);
  }

  /**
   * Connects to the chip that has this cable as its outlet. Asks the host for nothing yet, so that
   * a state can be restored first: {@link #wake} starts it.
   */
  public void plugInto(EthernetInlet socket) {
    chip = socket;
  }

  /**
   * Pulls the near end, until {@link #plugInto} puts it into another chip. The frame that the chip
   * was sending is lost; what is on its way to the chip goes on, and whoever is there gets it.
   */
  public void unplugFromChip() {
    chip = null;
    tally.unplugged(outgoing.cut() ? 1 : 0);
  }

  /** Plugs the far end in, or pulls it, and tells the chip. */
  public void connect(boolean plugged) {
    if (plugged == connected) {
      return;
    }
    connected = plugged;
    if (!plugged) {
      loseAll();
    }
    EthernetInlet socket = chip;
    if (socket != null) {
      socket.partnerChanged();
    }
    moveOn();
  }

  private void loseAll() {
    tally.unplugged(toChip.clear() + ready.size());
    tally.unplugged((outgoing.spoil() ? 1 : 0) + (incoming.spoil() ? 1 : 0));
    ready.clear();
    pauseEnd.cancel();
  }

  /** True while the far end is plugged in. */
  public boolean isConnected() {
    return connected;
  }

  @Override
  public LinkPartner partner() {
    return connected
        ? new LinkPartner(true, settings.bitsPerSecond(), settings.flowControl())
        : LinkPartner.ABSENT;
  }

  /** The input may have a frame now. Harmless if it has none, or if it cannot be sent yet. */
  public void wake() {
    while (mayAsk()) {
      byte[] frame = input.get();
      if (frame == null) {
        return;
      }
      if (frame.length < MINIMUM_HEADER_BYTES || frame.length > MAXIMUM_FRAME_BYTES) {
        tally.refused();
      } else {
        paceEntry(frame);
        toChip.enter(frame);
      }
    }
  }

  /**
   * Without delay the host is asked when the wire is free. With delay frames enter it at the rate
   * of the link, and come out of it at the same rate later.
   */
  private boolean mayAsk() {
    return chip != null
        && connected
        && !isPaused()
        && entryFreeAt <= scheduler.clock().nanos()
        && toChip.hasRoom()
        && (settings.delayNanos() > 0
            ? ready.size() < PORT_QUEUE_FRAMES
            : incoming.isIdle() && ready.isEmpty());
  }

  /** A frame that is lost has had its time on the wire too. */
  private void paceEntry(byte[] frame) {
    if (settings.delayNanos() > 0 || settings.lossPerMillion() > 0) {
      long earliest = scheduler.clock().nanos() - settings.timing().catchUpNanos();
      entryFreeAt = Math.max(entryFreeAt, earliest) + settings.wireNanos(wireBytes(frame));
      entry.scheduleAt(entryFreeAt);
    }
  }

  private void comeForth(byte[] frame) {
    ready.add(frame);
    sendReady();
  }

  private void sendReady() {
    if (connected && incoming.isIdle() && !isPaused() && !ready.isEmpty()) {
      byte[] frame = ready.remove();
      incoming.begin(frame, wireBytes(frame));
    }
  }

  private static int wireBytes(byte[] frame) {
    return Math.max(frame.length, MINIMUM_FRAME_BYTES) + FrameCheck.BYTES;
  }

  /** The last bit has reached the chip. */
  private void arrive(byte[] frame) {
    EthernetInlet socket = chip;
    if (socket != null && frame.length > 0) {
      int length = wireBytes(frame);
      System.arraycopy(frame, 0, arriving, 0, frame.length);
      Arrays.fill(arriving, frame.length, Math.max(frame.length, MINIMUM_FRAME_BYTES), (byte) 0);
      check.append(arriving, length - FrameCheck.BYTES);
      tally.toChip(frame.length);
      socket.receive(arriving, length);
    }
    moveOn();
  }

  private void moveOn() {
    sendReady();
    wake();
  }

  @Override
  public void send(byte[] frame, int length) {
    outgoing.begin(isUsable(frame, length) ? content(frame, length) : FrameWire.NOISE, length);
  }

  private static byte[] content(byte[] frame, int length) {
    return Arrays.copyOf(frame, length - FrameCheck.BYTES);
  }

  private boolean isUsable(byte[] frame, int length) {
    if (!connected) {
      tally.unplugged(1);
      return false;
    }
    if (length < MINIMUM_HEADER_BYTES + FrameCheck.BYTES || !check.isGood(frame, length)) {
      tally.damaged();
      return false;
    }
    return true;
  }

  /** The chip may go on after the far end has taken the frame, in this order. */
  private void left(byte[] frame) {
    if (PauseFrame.isMacControl(frame)) {
      control(frame);
    } else if (frame.length > 0) {
      toHost.enter(frame);
    }
    EthernetInlet socket = chip;
    if (socket != null) {
      socket.sent();
    }
  }

  /** MAC control ends here whether or not it means something to the far end. */
  private void control(byte[] frame) {
    if (!PauseFrame.isPause(frame)) {
      return;
    }
    int quanta = PauseFrame.quanta(frame);
    tally.pause(quanta);
    if (!settings.flowControl()) {
      return;
    }
    if (quanta == 0) {
      pauseEnd.cancel();
      moveOn();
    } else {
      pauseEnd.scheduleIn(settings.bitNanos((long) quanta * PauseFrame.QUANTUM_BITS));
    }
  }

  /** True while the chip has asked for silence. */
  public boolean isPaused() {
    return pauseEnd.isScheduled();
  }

  /** What the cable has carried and lost since it was made. */
  public Counters counters() {
    return tally.counters(toHost, toChip);
  }

  /**
   * What went over the cable in one direction.
   *
   * @param frames delivered
   * @param bytes of these, without padding and check sequence
   * @param lost by the setting
   * @param overtaken by the setting
   * @param overflowed frames that found more than 16 MiB under way, because of a long delay
   */
  public record Traffic(long frames, long bytes, long lost, long overtaken, long overflowed) {}

  /**
   * What the cable has done.
   *
   * @param fromChip frames for the host
   * @param toChip frames for the guest
   * @param refused frames of the host shorter than their header or longer than {@link
   *     #MAXIMUM_FRAME_BYTES}
   * @param damaged frames of the chip with a wrong check sequence, or shorter than their header
   * @param pauses PAUSE frames with a time
   * @param resumes PAUSE frames with time 0
   * @param unplugged frames that were lost because the cable was pulled
   */
  public record Counters(
      Traffic fromChip,
      Traffic toChip,
      long refused,
      long damaged,
      long pauses,
      long resumes,
      long unplugged) {}

  /** What is under way. Opaque outside this package but for its equality. */
  public static final class State {
    private final Contents contents;

    private State(Contents contents) {
      this.contents = contents;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof State state && contents.equals(state.contents);
    }

    @Override
    public int hashCode() {
      return contents.hashCode();
    }

    @Override
    public String toString() {
      return contents.toString();
    }
  }

  private record Contents(
      boolean connected,
      FrameWire.State outgoing,
      FramePath.State toHost,
      FramePath.State toChip,
      List<EthernetFrame> ready,
      FrameWire.State incoming,
      long entryInNanos,
      long pausedForNanos) {}

  /** What is under way now. The host's functions and the counters are no part of it. */
  public State state() {
    return new State(
        new Contents(
            connected,
            outgoing.state(),
            toHost.state(),
            toChip.state(),
            ready.stream().map(EthernetFrame::of).toList(),
            incoming.state(),
            Math.max(0, entryFreeAt - scheduler.clock().nanos()),
            pauseRemaining()));
  }

  private long pauseRemaining() {
    return isPaused() ? pauseEnd.deadline() - scheduler.clock().nanos() : 0;
  }

  /** Goes on from {@code state}; call after the chip is restored, and {@link #wake} afterwards. */
  public void restore(State state) {
    Contents contents = state.contents;
    connected = contents.connected();
    outgoing.restore(contents.outgoing());
    toHost.restore(contents.toHost());
    toChip.restore(contents.toChip());
    ready.clear();
    contents.ready().forEach(frame -> ready.add(frame.bytes()));
    incoming.restore(contents.incoming());
    entryFreeAt = scheduler.clock().nanos() + contents.entryInNanos();
    entry.scheduleAt(entryFreeAt);
    pauseEnd.cancel();
    if (contents.pausedForNanos() > 0) {
      pauseEnd.scheduleIn(contents.pausedForNanos());
    }
  }
}
