package dev.sidestep.network.user;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Which station has which address: learned from what guests send, and asked for (RFC 826). A few
 * packets per address wait for the answer, the oldest gives way; so the table is bounded by the
 * subnet.
 */
final class Neighbours {
  /** No station. */
  static final long UNKNOWN = -1;

  private static final int MAX_WAITING = 4;
  private static final long ASK_AGAIN_NANOS = Clock.SECOND / 2;

  private final GuestLink link;
  private final Map<Integer, Long> stations = new HashMap<>();
  private final Map<Integer, Question> questions = new HashMap<>();

  Neighbours(GuestLink link) {
    this.link = link;
  }

  /** The station of an address, or {@link #UNKNOWN}. */
  long find(int address) {
    if (address == Subnet.BROADCAST || address == Subnet.EVERYBODY) {
      return Ethernet.BROADCAST;
    }
    return stations.getOrDefault(address, UNKNOWN);
  }

  /** Notes that a guest has an address, and sends what has waited for it. */
  void learn(int address, long mac) {
    if (!Subnet.isGuest(address) || Ethernet.isGroup(mac)) {
      return;
    }
    stations.put(address, mac);
    Question answered = questions.isEmpty() ? null : questions.remove(address);
    if (answered != null) {
      answered.waiting.forEach(Runnable::run);
    }
  }

  /** Asks for an address, and runs {@code then} when it is known. Other subnets lead nowhere. */
  void await(int address, @Nullable Runnable then) {
    if (!Subnet.isGuest(address)) {
      return;
    }
    Question question = questions.computeIfAbsent(address, _ -> new Question());
    if (then != null && question.waiting.size() == MAX_WAITING) {
      question.waiting.remove();
    }
    if (then != null) {
      question.waiting.add(then);
    }
    long now = link.clock().now();
    if (now >= question.askAt) {
      question.askAt = now + ASK_AGAIN_NANOS;
      link.sendFrame(Arp.request(Subnet.GATEWAY_MAC, Subnet.GATEWAY, address), Lane.CONTROL);
    }
  }

  /** An address that somebody waits for. */
  private static final class Question {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long askAt;
  }
}
