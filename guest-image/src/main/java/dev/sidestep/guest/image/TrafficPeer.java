package dev.sidestep.guest.image;

import dev.sidestep.guest.image.TrafficRecords.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The host's end of the serial line while the guest runs {@code sidestep.mode=traffic}: it sends
 * what the guest has to echo, and checks each byte that arrives.
 *
 * <p>A pure object without thread or clock: bytes of the guest are pushed in, bytes for the guest
 * are pulled out. Not for use by several threads. It never throws on what a guest sends; the first
 * few deviations are kept as sentences.
 */
public final class TrafficPeer {
  /** Bytes that may be under way to the guest and back; see init.sh. */
  public static final int WINDOW_BYTES = 2048;

  private static final int DEVIATIONS_KEPT = 20;
  private static final String MARKER = "sidestep: ";

  /** Framing, parity, break, overrun and buffer overflow; Linux prints those that are not zero. */
  private static final Pattern UART_ERRORS = Pattern.compile(" (fe|pe|brk|oe|bo):");

  /** What the guest is doing, as its lines tell. */
  public enum Phase {
    /** The kernel starts. */
    BOOTING,
    /** Both streams run. */
    TRAFFIC,
    /** All records are there; the guest reports. */
    REPORTING,
    /** The last line has come. */
    BYE
  }

  private final Flow sent;
  private final Flow echoed;
  private final StringBuilder line = new StringBuilder();
  private final List<String> markers = new ArrayList<>();
  private final List<String> deviations = new ArrayList<>();
  private Phase phase = Phase.BOOTING;
  private Flow current;
  private int inRecord;
  private int pulled;

  private static final class Flow {
    final Stream stream;
    final byte[] expected;
    int arrived;

    Flow(Stream stream, byte[] expected) {
      this.stream = stream;
      this.expected = expected;
    }

    boolean isComplete() {
      return arrived >= expected.length;
    }
  }

  /**
   * A peer of the guest that was given {@code generate(SENT, seed, sendBytes)} as {@code
   * /data/send}.
   *
   * @param sendBytes what the guest sends, a multiple of 256
   * @param receiveBytes what the guest receives and echoes, a multiple of 256
   */
  public TrafficPeer(long seed, int sendBytes, int receiveBytes) {
    sent = new Flow(Stream.SENT, TrafficRecords.generate(Stream.SENT, seed, sendBytes));
    echoed = new Flow(Stream.ECHOED, TrafficRecords.generate(Stream.ECHOED, seed, receiveBytes));
    current = sent;
  }

  /** Takes a byte that left the guest's serial port. */
  public void receive(byte value) {
    if (phase == Phase.TRAFFIC) {
      record(value);
    } else if (value == '\n') {
      endOfLine(line.toString().strip());
      line.setLength(0);
    } else {
      line.append((char) (value & 0xFF));
    }
  }

  /** The next byte for the guest, 0..255, or -1 if there is none (any more, or at the moment). */
  public int poll() {
    boolean open = phase == Phase.TRAFFIC && pulled - echoed.arrived < WINDOW_BYTES;
    return open && pulled < echoed.expected.length ? echoed.expected[pulled++] & 0xFF : -1;
  }

  /** What the guest is doing. */
  public Phase phase() {
    return phase;
  }

  /** Bytes of the guest's own stream that have arrived. */
  public int sentBytes() {
    return sent.arrived;
  }

  /** Bytes of the echoed stream that have come back. */
  public int echoedBytes() {
    return echoed.arrived;
  }

  /** The lines that began with "sidestep: ", without that word. */
  public List<String> markers() {
    return List.copyOf(markers);
  }

  /** What was not as promised, the first few; empty if every byte and status was right. */
  public List<String> deviations() {
    return List.copyOf(deviations);
  }

  private void record(byte value) {
    if (inRecord == 0) {
      chooseStream(value);
    }
    if (current.isComplete()) {
      deviate("byte 0x%02x after the end of stream %s", value & 0xFF, current.stream);
    } else {
      byte expected = current.expected[current.arrived];
      if (expected != value) {
        deviate(
            "byte %d of stream %s is 0x%02x, not 0x%02x",
            current.arrived, current.stream, value & 0xFF, expected & 0xFF);
      }
      current.arrived++;
    }
    inRecord = (inRecord + 1) % TrafficRecords.BYTES;
    endTrafficIfComplete();
  }

  private void chooseStream(byte letter) {
    if (letter == Stream.SENT.letter()) {
      current = sent;
    } else if (letter == Stream.ECHOED.letter()) {
      current = echoed;
    } else {
      deviate("a record starts with 0x%02x, which names no stream", letter & 0xFF);
    }
  }

  private void endTrafficIfComplete() {
    if (sent.isComplete() && echoed.isComplete()) {
      phase = Phase.REPORTING;
    }
  }

  private void endOfLine(String text) {
    if (!text.startsWith(MARKER)) {
      return;
    }
    String marker = text.substring(MARKER.length());
    markers.add(marker);
    if (marker.startsWith("traffic start ")) {
      phase = Phase.TRAFFIC;
      endTrafficIfComplete();
    } else {
      judge(marker);
    }
  }

  private void judge(String marker) {
    if (marker.equals("bye")) {
      if (phase == Phase.BOOTING) {
        deviate("the guest ended before the traffic started");
      }
      phase = Phase.BYE;
    } else if (marker.startsWith("error ") || marker.startsWith("kernel: ")) {
      deviate("%s", marker);
    } else if (marker.startsWith("traffic done ")
        && !marker.equals("traffic done send=0 receive=0")) {
      deviate("exit statuses: %s", marker);
    } else if (marker.startsWith("uart after ") && UART_ERRORS.matcher(marker).find()) {
      deviate("the guest's driver counted errors: %s", marker);
    }
  }

  private void deviate(String format, Object... arguments) {
    if (deviations.size() < DEVIATIONS_KEPT) {
      deviations.add(String.format(format, arguments));
    }
  }
}
