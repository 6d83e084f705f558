package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.TxCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A guest with traffic in both directions, in single steps of one access at most, so that anything
 * can come between a claim and what follows it, or between the two halves of a packet.
 */
final class SteppedCardGuest {
  private static final int OUT_BYTES = 700;
  private static final int IN_BYTES = 900;
  private static final int ROUND = 15;

  /** So many steps after its beginning the guest is idle. */
  private static final int BUSY_STEPS = 300;

  private static final int QUEUED = 6;
  private static final int PHY_STATUS = 1;

  private final CardRig rig;
  private final CardGuest guest;
  private int step;
  private int numberOut;
  private boolean claimed;
  private boolean phyAsked;
  private byte[] rest = {};

  /** Frames whose last descriptor was posted, since {@link #forget}. */
  final List<byte[]> posted = new ArrayList<>();

  /** What the far end has ever had to send. */
  final List<byte[]> arrived = new ArrayList<>();

  SteppedCardGuest(CardRig rig, CardGuest guest) {
    this.rig = rig;
    this.guest = guest;
  }

  /** The next step of the round; one that is idle only takes what comes. */
  void act() {
    int next = step++ % ROUND;
    if (step < BUSY_STEPS || next > 1 && next < 8) {
      act(next);
    } else {
      finishRound();
      rig.platform.advance(20_000);
    }
  }

  private void act(int next) {
    switch (next) {
      case 0 -> arrivals();
      case 1, 8 -> sendWhole();
      case 2, 7 -> rig.platform.advance(20_000);
      case 3 -> claim();
      case 4 -> acknowledge();
      case 5 -> guest.receive();
      case 6 -> complete();
      case 9 -> sendFirstHalf();
      case 10, 13 -> rig.platform.advance(8_000);
      case 11 -> sendSecondHalf();
      case 12 -> askPhy();
      case 14 -> answerOfPhy();
      default -> throw new AssertionError("No such step");
    }
  }

  /** The far end has two more frames, unless its queue is long. */
  private void arrivals() {
    while (rig.input.size() < QUEUED) {
      arrive();
    }
  }

  /** The far end has one more frame. */
  void arrive() {
    byte[] frame = CardGuest.frame(arrived.size(), IN_BYTES);
    arrived.add(frame);
    rig.arrive(frame);
  }

  private byte[] nextOut() {
    return CardGuest.frame(numberOut++, OUT_BYTES);
  }

  private void sendWhole() {
    if (rest.length == 0 && guest.txRoom() > 1) {
      send();
    }
  }

  /** Sends one frame, as soon as there is room. */
  void send() {
    byte[] frame = nextOut();
    guest.send(frame);
    posted.add(frame);
  }

  private void sendFirstHalf() {
    if (guest.txRoom() > 3) {
      byte[] frame = nextOut();
      post(Arrays.copyOf(frame, OUT_BYTES / 2), 0);
      rest = frame;
    }
  }

  private void sendSecondHalf() {
    if (rest.length > 0) {
      post(Arrays.copyOfRange(rest, OUT_BYTES / 2, OUT_BYTES), TxCommand.EOP | TxCommand.IFCS);
      posted.add(rest);
      rest = new byte[0];
    }
  }

  private void post(byte[] part, int command) {
    guest.put(guest.stage(part), part.length | (long) (command | TxCommand.RS) << 24);
    guest.ring();
  }

  private void claim() {
    if (!claimed && rig.device.isInterruptingGuest()) {
      rig.platform.claim(rig.device);
      claimed = true;
    }
  }

  private void acknowledge() {
    if (claimed) {
      rig.read(I82540emRegisters.ICR);
    }
  }

  private void complete() {
    if (claimed) {
      rig.platform.complete(rig.device);
      claimed = false;
    }
  }

  private void askPhy() {
    if (!phyAsked) {
      rig.write(
          I82540emRegisters.MDIC,
          Mdic.OP_READ | 1 << Mdic.PHYADD_SHIFT | PHY_STATUS << Mdic.REGADD_SHIFT);
      phyAsked = true;
    }
  }

  private void answerOfPhy() {
    phyAsked = phyAsked && (rig.read(I82540emRegisters.MDIC) & Mdic.R) == 0;
  }

  /** Ends what is half done, if the card has not been reset meanwhile. */
  void finishRound() {
    sendSecondHalf();
    complete();
    for (int i = 0; phyAsked && i < 1_000; i++) {
      rig.platform.advance(1_000);
      answerOfPhy();
    }
  }

  /** The card was reset: nothing is half done any more, nothing is posted. */
  void forget() {
    complete();
    rest = new byte[0];
    phyAsked = false;
    posted.clear();
    step = 0;
  }
}
