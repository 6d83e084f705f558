package dev.sidestep.device.model.backend;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetInlet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32;

/** A cable between a chip that only records and two queues. */
final class CableRig implements EthernetInlet {
  static final long GIGABIT = 1_000_000_000L;

  /** What arrives and when. */
  record Arrival(long at, EthernetFrame content) {
    byte[] frame() {
      return content.bytes();
    }
  }

  long now;
  final EventScheduler scheduler = new EventScheduler(() -> now);
  final Deque<byte[]> host = new ArrayDeque<>();
  final List<Arrival> atHost = new ArrayList<>();
  final List<Arrival> atChip = new ArrayList<>();
  final List<Long> sentAt = new ArrayList<>();
  final Deque<byte[]> toSend = new ArrayDeque<>();
  final EthernetCable cable;
  int partnerChanges;

  CableRig(EthernetCable.Settings settings) {
    cable =
        new EthernetCable(
            scheduler,
            settings,
            host::poll,
            frame -> atHost.add(new Arrival(now, EthernetFrame.of(frame))));
    cable.plugInto(this);
  }

  static EthernetCable.Settings gigabit() {
    return settings(0, 0, 0, EthernetCable.Timing.REAL);
  }

  static EthernetCable.Settings settings(
      long delayNanos, int loss, int reorder, EthernetCable.Timing timing) {
    return new EthernetCable.Settings(GIGABIT, delayNanos, loss, reorder, true, timing, 42);
  }

  static byte[] frame(int length, int mark) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) mark);
    return frame;
  }

  static byte[] pause(int quanta) {
    byte[] frame = new byte[60];
    int[] start = {1, 0x80, 0xc2, 0, 0, 1, 2, 0, 0, 0, 0, 9, 0x88, 8, 0, 1, quanta >> 8, quanta};
    for (int index = 0; index < start.length; index++) {
      frame[index] = (byte) start[index];
    }
    return frame;
  }

  /** The last {@code bytes} of an arrival as a check sequence says. */
  static byte[] withCheck(byte[] frame) {
    CRC32 crc = new CRC32();
    crc.update(frame);
    byte[] whole = Arrays.copyOf(frame, frame.length + 4);
    for (int index = 0; index < 4; index++) {
      whole[frame.length + index] = (byte) (crc.getValue() >>> (8 * index));
    }
    return whole;
  }

  void send(byte[] frame) {
    byte[] whole = withCheck(frame);
    cable.send(whole, whole.length);
  }

  void advance(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = Math.max(now, scheduler.nextDeadline());
      scheduler.runDue(now);
    }
    now = end;
  }

  int[] marksAtChip() {
    return atChip.stream().mapToInt(arrival -> arrival.frame()[0]).toArray();
  }

  int[] marksAtHost() {
    return atHost.stream().mapToInt(arrival -> arrival.frame()[0]).toArray();
  }

  @Override
  public void receive(byte[] frame, int length) {
    atChip.add(new Arrival(now, EthernetFrame.of(Arrays.copyOf(frame, length))));
  }

  @Override
  public void sent() {
    sentAt.add(now);
    byte[] next = toSend.poll();
    if (next != null) {
      send(next);
    }
  }

  @Override
  public void partnerChanged() {
    partnerChanges++;
  }
}
