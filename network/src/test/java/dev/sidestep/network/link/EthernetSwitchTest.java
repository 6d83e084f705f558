package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.EthernetPeer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EthernetSwitchTest {
  private static final int BROADCAST = 0xff;

  private final AtomicLong now = new AtomicLong();
  private EthernetSwitch hub = new EthernetSwitch(EthernetSwitch.Overflow.DROP, now::get);

  @AfterEach
  void close() {
    hub.close();
  }

  /** A back end that remembers and can be fed. */
  private static final class FakeBackEnd implements EthernetPeer {
    final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    final Queue<byte[]> toSend = new ConcurrentLinkedQueue<>();

    @Override
    public void accept(byte[] frame) {
      received.add(frame);
    }

    @Override
    public byte[] next() {
      return toSend.poll();
    }
  }

  /** A frame whose addresses end in {@code to} and {@code from}; 0xff is everybody. */
  private static byte[] frame(int to, int from, int mark) {
    byte[] frame = new byte[60];
    if (to == BROADCAST) {
      Arrays.fill(frame, 0, 6, (byte) 0xff);
    } else {
      frame[0] = 2;
      frame[5] = (byte) to;
    }
    frame[6] = 2;
    frame[11] = (byte) from;
    frame[20] = (byte) mark;
    return frame;
  }

  private static void expect(HostLink port, byte[]... frames) throws InterruptedException {
    assertThat(Eventually.frames(port, frames.length)).containsExactly(frames);
  }

  @Test
  void unknownGoesEverywhereAndKnownToItsPort() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    HostLink three = hub.newPort();
    one.accept(frame(2, 1, 0));
    expect(two, frame(2, 1, 0));
    expect(three, frame(2, 1, 0));
    two.accept(frame(1, 2, 1));
    expect(one, frame(1, 2, 1));
    one.accept(frame(2, 1, 2));
    one.accept(frame(BROADCAST, 1, 3));
    expect(two, frame(2, 1, 2), frame(BROADCAST, 1, 3));
    expect(three, frame(BROADCAST, 1, 3));
    assertThat(one.next()).isNull();
  }

  @Test
  void aFrameForTheSamePortStaysThere() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    one.accept(frame(BROADCAST, 1, 0));
    one.accept(frame(1, 7, 1));
    one.accept(frame(BROADCAST, 1, 2));
    expect(two, frame(BROADCAST, 1, 0), frame(BROADCAST, 1, 2));
    assertThat(one.next()).isNull();
  }

  @Test
  void whoWasSilentForLongIsLookedForEverywhere() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    HostLink three = hub.newPort();
    one.accept(frame(BROADCAST, 1, 0));
    expect(three, frame(BROADCAST, 1, 0));
    two.accept(frame(1, 2, 1));
    expect(one, frame(1, 2, 1));
    now.addAndGet(MacTable.AGE_NANOS + 1);
    two.accept(frame(1, 2, 2));
    expect(three, frame(1, 2, 2));
  }

  @Test
  void aPortThatIsGivenBackGetsNothing() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    HostLink three = hub.newPort();
    one.accept(frame(BROADCAST, 1, 0));
    expect(two, frame(BROADCAST, 1, 0));
    expect(three, frame(BROADCAST, 1, 0));
    one.close();
    two.accept(frame(1, 2, 1));
    expect(three, frame(1, 2, 1));
    one.accept(frame(2, 1, 2));
    assertThat(one.report().fromGuest().dropped()).isEqualTo(1);
    assertThat(one.next()).isNull();
  }

  @Test
  void linkLocalFramesAndNonsenseEndHere() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    byte[] spanningTree = frame(0, 1, 1);
    System.arraycopy(new byte[] {1, (byte) 0x80, (byte) 0xc2, 0, 0, 0}, 0, spanningTree, 0, 6);
    one.accept(spanningTree);
    one.accept(new byte[13]);
    one.accept(frame(2, 1, 2));
    expect(two, frame(2, 1, 2));
    assertThat(one.report().malformed()).isEqualTo(1);
  }

  @Test
  void aBackEndIsAStationLikeAnyOther() throws InterruptedException {
    FakeBackEnd gateway = new FakeBackEnd();
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    gateway.toSend.add(frame(BROADCAST, 9, 0));
    Runnable wake = hub.attach(gateway);
    expect(one, frame(BROADCAST, 9, 0));
    expect(two, frame(BROADCAST, 9, 0));
    one.accept(frame(9, 1, 1));
    Eventually.until("frame", () -> gateway.received.size() == 1);
    gateway.toSend.add(frame(1, 9, 2));
    wake.run();
    expect(one, frame(1, 9, 2));
    assertThat(two.next()).isNull();
  }

  @Test
  void aGuestThatTakesNothingLosesOnlyItsOwnFrames() throws InterruptedException {
    FakeBackEnd flood = new FakeBackEnd();
    HostLink stopped = hub.newPort();
    HostLink running = hub.newPort();
    Semaphore told = new Semaphore(0);
    running.onInput(told::release);
    told.acquire();
    for (int count = 0; count < 5_000; count++) {
      flood.toSend.add(frame(BROADCAST, 9, count));
    }
    hub.attach(flood);
    Eventually.until(
        "drops", () -> stopped.report().toGuest().dropped() == 5_000 - LinkQueues.FRAMES);
    told.acquire();
    assertThat(Eventually.frames(stopped, LinkQueues.FRAMES)).hasSize(LinkQueues.FRAMES);
  }

  @Test
  void withBackPressureNothingIsLost() throws InterruptedException {
    hub.close();
    hub = new EthernetSwitch(EthernetSwitch.Overflow.WAIT, now::get);
    FakeBackEnd fast = new FakeBackEnd();
    for (int count = 0; count < 5_000; count++) {
      fast.toSend.add(frame(BROADCAST, 9, count));
    }
    HostLink slow = hub.newPort();
    hub.attach(fast);
    Eventually.until("a full queue", () -> fast.toSend.size() < 5_000 - LinkQueues.FRAMES);
    List<byte[]> all = Eventually.frames(slow, 5_000);
    for (int count = 0; count < 5_000; count++) {
      assertThat(all.get(count)[20]).isEqualTo((byte) count);
    }
    assertThat(slow.report().toGuest().dropped()).isZero();
  }

  @Test
  void machinesThatLockAndSendToEachOtherDoNotWaitForEachOther() throws InterruptedException {
    HostLink one = hub.newPort();
    HostLink two = hub.newPort();
    Semaphore lockOne = new Semaphore(1);
    Semaphore lockTwo = new Semaphore(1);
    one.onInput(() -> {
      lockOne.acquireUninterruptibly();
      lockOne.release();
    });
    two.onInput(() -> {
      lockTwo.acquireUninterruptibly();
      lockTwo.release();
    });
    lockOne.acquire();
    lockTwo.acquire();
    one.accept(frame(2, 1, 0));
    two.accept(frame(1, 2, 1));
    lockOne.release();
    lockTwo.release();
    expect(two, frame(2, 1, 0));
    expect(one, frame(1, 2, 1));
  }

  @Test
  void linksAreClosedWithTheSwitch() throws InterruptedException {
    HostLink uplink = new EthernetSwitch(EthernetSwitch.Overflow.DROP, now::get).newPort();
    hub.attachLink(uplink);
    hub.close();
    assertThat(uplink.report().isConnected()).isFalse();
  }
}
