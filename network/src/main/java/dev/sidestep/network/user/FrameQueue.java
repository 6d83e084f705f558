package dev.sidestep.network.user;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames between the machine's threads and ours, in order, bounded. Its monitor is a leaf: nothing
 * is called while it is held.
 */
final class FrameQueue {
  /** Who a frame is from; each may fill a part of the queue before it has to stop. */
  enum Lane {
    /** TCP, which stops reading its sockets. */
    STREAM(256),
    /** UDP of the host, which then waits in the host's sockets. */
    DATAGRAM(4096),
    /** Everything that only answers, and echo requests. */
    CONTROL(8192);

    private final int frames;

    Lane(int frames) {
      this.frames = frames;
    }
  }

  /** What has become of a frame that was offered. */
  enum Offer {
    /** There is no room for it. */
    REFUSED,
    /** It is the only one, so that whoever takes frames may be asleep. */
    FIRST,
    /** It waits behind others. */
    QUEUED
  }

  private final int maxFrames;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Map<Lane, Share> shares = new EnumMap<>(Lane.class);
  private long offered;

  FrameQueue(int maxFrames) {
    this.maxFrames = maxFrames;
    for (Lane lane : Lane.values()) {
      shares.put(lane, new Share(lane.frames));
    }
  }

  private Share share(Lane lane) {
    Share share = shares.get(lane);
    if (share == null) {
      throw new IllegalStateException("A lane has no share.");
    }
    return share;
  }

  /** Takes a frame if there is room, at a time. */
  synchronized Offer offer(byte[] frame, Lane lane, long nanos) {
    if (entries.size() >= maxFrames) {
      return Offer.REFUSED;
    }
    Share share = share(lane);
    entries.add(new Entry(frame, share, nanos));
    share.waiting++;
    offered++;
    return entries.size() == 1 ? Offer.FIRST : Offer.QUEUED;
  }

  synchronized @Nullable Entry poll() {
    Entry first = entries.poll();
    if (first != null) {
      first.share.waiting--;
    }
    return first;
  }

  /** True if a lane may go on; if not, {@link #takeRoomWanted} will say when to ask again. */
  synchronized boolean hasRoom(Lane lane) {
    Share share = share(lane);
    boolean hasRoom = share.waiting < share.frames && entries.size() < maxFrames;
    share.isRoomWanted |= !hasRoom;
    return hasRoom;
  }

  /** True, once, if a lane was refused room, and half of what it may fill is free now. */
  synchronized boolean takeRoomWanted() {
    boolean isWanted = false;
    for (Share share : shares.values()) {
      if (share.isRoomWanted
          && share.waiting <= share.frames / 2
          && entries.size() <= maxFrames / 2) {
        share.isRoomWanted = false;
        isWanted = true;
      }
    }
    return isWanted;
  }

  synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many frames have ever been put in: the number of the newest. */
  synchronized long newest() {
    return offered;
  }

  /** True if the frame with this number has not been taken yet. */
  synchronized boolean isWaiting(long number) {
    return number > offered - entries.size();
  }

  synchronized void clear() {
    entries.clear();
    shares.values().forEach(share -> share.waiting = 0);
  }

  /** A lane's part of the queue. */
  private static final class Share {
    private final int frames;
    private int waiting;
    private boolean isRoomWanted;

    Share(int frames) {
      this.frames = frames;
    }
  }

  /** A frame on its way. */
  static final class Entry {
    private final byte[] frame;
    private final Share share;
    private final long nanos;

    private Entry(byte[] frame, Share share, long nanos) {
      this.frame = frame;
      this.share = share;
      this.nanos = nanos;
    }

    byte[] frame() {
      return frame;
    }

    /** When it was put into the queue. */
    long nanos() {
      return nanos;
    }
  }
}
