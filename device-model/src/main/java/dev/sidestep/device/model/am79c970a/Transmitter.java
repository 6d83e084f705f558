package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr3;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.Csr5;
import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.Mode;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * From the transmit ring to the cable, one frame at a time. All descriptors of a frame but the last
 * are given back when they are fetched, the last one when the frame has left.
 *
 * <p>Datasheet: Transmit Operation, Transmit Descriptors.
 */
final class Transmitter {
  /** Longer frames are jabber. */
  private static final int LONGEST = 16_384;

  private static final int SHORTEST = 60;
  private static final int LONGEST_LEGAL = 1_518;

  private final Registers registers;
  private final Bus bus;
  private final Interrupts interrupts;
  private final EthernetOutlet cable;
  private final Receiver loopback;
  private final BooleanSupplier mayBegin;
  private final Ring ring;
  private final Descriptor current;
  private final Descriptor next;
  private final CheckSequence check = new CheckSequence();
  private final EventScheduler.Event local;
  private final byte[] frame = new byte[LONGEST + CheckSequence.BYTES];
  private Wire wire = Wire.IDLE;
  private int localResult;
  private int length;
  private boolean jabber;

  /** What becomes of a frame that was fetched. */
  enum Wire {
    IDLE,
    /** On the cable. */
    SENDING,
    /** Nowhere; it ends by an event of the chip's own. */
    LOCAL,
    /** On the cable, but the chip was stopped and its descriptor is not the chip's any more. */
    ABANDONED
  }

  /**
   * A transmitter.
   *
   * @param mayBegin false while the chip is suspended
   */
  Transmitter(
      Registers registers,
      Bus bus,
      Interrupts interrupts,
      Outlets outlets,
      Receiver loopback,
      BooleanSupplier mayBegin) {
    this.registers = registers;
    this.bus = bus;
    this.interrupts = interrupts;
    this.cable = outlets.cable();
    this.loopback = loopback;
    this.mayBegin = mayBegin;
    this.ring = Ring.transmit(registers);
    this.current = new Descriptor(bus);
    this.next = new Descriptor(bus);
    this.local =
        outlets
            .scheduler()
            .newEvent(() -> {
              complete(localResult);
              outlets.stepEnd().run();
            });
  }

  /**
   * What it works with besides the chip.
   *
   * @param stepEnd called at the end of an event of its own
   */
  record Outlets(EventScheduler scheduler, EthernetOutlet cable, Runnable stepEnd) {}

  /** True while a frame is between its first and its last descriptor. */
  boolean isSending() {
    return wire == Wire.SENDING || wire == Wire.LOCAL;
  }

  /** Looks at the current descriptor, and sends what it finds. */
  void poll() {
    int budget = ring.entries();
    while (budget > 0 && canBegin() && load(current, 0) && current.has(DescriptorFlags.OWN)) {
      if (current.has(DescriptorFlags.STP)) {
        fetch();
        return;
      }
      release(); // not the first of a frame: it is skipped
      budget--;
    }
  }

  private boolean canBegin() {
    return wire == Wire.IDLE
        && mayBegin.getAsBoolean()
        && bus.isGranted()
        && registers.hasCsr(Csr.STATUS, Csr0.TXON);
  }

  private boolean load(Descriptor descriptor, int ahead) {
    long address = ring.address(ahead, ring.entries());
    return descriptor.load(address, registers.style(), registers.csr(Csr.IADR + 1) << Short.SIZE);
  }

  private boolean release() {
    boolean given = current.giveBack();
    ring.advance();
    return given;
  }

  private void fetch() {
    boolean forced = current.has(DescriptorFlags.ADD_FCS);
    length = 0;
    jabber = false;
    while (append()) {
      if (current.has(DescriptorFlags.ENP)) {
        launch(forced);
        return;
      }
      if (!load(next, 1)) {
        return;
      }
      if (ring.entries() == 1 || !next.has(DescriptorFlags.OWN)) {
        runOut();
        return;
      }
      if (!release() || !load(current, 0)) {
        return;
      }
    }
  }

  private boolean append() {
    int bytes = Math.min(current.count(), LONGEST - length);
    jabber |= bytes < current.count();
    if (!bus.read(current.buffer(), frame, length, bytes)) {
      return false;
    }
    length += bytes;
    return true;
  }

  /** BUFF: the frame does not end, and goes no further. The transmitter is off then. */
  private void runOut() {
    current.set(DescriptorFlags.ERR);
    if (current.storeSent(DescriptorFlags.TX_BUFF | DescriptorFlags.TX_UFLO) && release()) {
      if (!registers.hasCsr(Csr.MASKS, Csr3.DXSUFLO)) {
        registers.setCsr(Csr.STATUS, registers.csr(Csr.STATUS) & ~Csr0.TXON);
      }
      interrupts.raise(Csr0.TINT);
    }
  }

  private void launch(boolean forced) {
    finishFrame(forced);
    interrupts.raiseFeature(Csr4.TXSTRT | (jabber ? Csr4.JAB : 0));
    if (length > LONGEST_LEGAL) {
      interrupts.raise(Csr0.BABL);
    }
    if (registers.hasCsr(Csr.MODE, Mode.LOOP)) {
      loopback.loop(frame, length);
      finishLocally(0);
    } else if (jabber) {
      finishLocally(0);
    } else if (isLinkDown()) {
      finishLocally(DescriptorFlags.TX_LCAR);
    } else {
      wire = Wire.SENDING;
      cable.send(frame, length);
    }
  }

  private void finishFrame(boolean forced) {
    boolean padded = registers.hasCsr(Csr.FEATURES, Csr4.APAD_XMT) && length < SHORTEST;
    if (padded) {
      Arrays.fill(frame, length, SHORTEST, (byte) 0);
      length = SHORTEST;
    }
    if (padded || forced || !registers.hasCsr(Csr.MODE, Mode.DXMTFCS)) {
      check.append(frame, length);
      length += CheckSequence.BYTES;
    }
  }

  private boolean isLinkDown() {
    return !cable.partner().present() && !registers.hasCsr(Csr.MODE, Mode.DLNKTST);
  }

  private void finishLocally(int result) {
    wire = Wire.LOCAL;
    localResult = result;
    local.scheduleIn(0);
  }

  /** The frame has left the cable's near end. */
  void sent() {
    if (wire == Wire.SENDING) {
      complete(0);
    } else if (wire == Wire.ABANDONED) {
      wire = Wire.IDLE;
      poll();
    }
  }

  private void complete(int result) {
    wire = Wire.IDLE;
    if (!load(current, 0)) {
      return;
    }
    boolean last = current.has(DescriptorFlags.LTINT);
    if (result != 0) {
      current.set(DescriptorFlags.ERR);
    }
    if (!current.storeSent(result) || !release()) {
      return;
    }
    int cause = interruptsAfter(result, last) ? Csr0.TINT : 0;
    interrupts.raise(cause | (result == 0 ? 0 : Csr0.CERR));
    poll();
  }

  private boolean interruptsAfter(int result, boolean last) {
    boolean silent = result == 0 && registers.hasCsr(Csr.EXTENDED, Csr5.TOKINTD);
    return !silent && (last || !registers.hasCsr(Csr.EXTENDED, Csr5.LTINTEN));
  }

  /** Lets go of the frame under way. */
  void stop() {
    local.cancel();
    wire = wire == Wire.SENDING || wire == Wire.ABANDONED ? Wire.ABANDONED : Wire.IDLE;
  }

  /** Begins anew at the first descriptor. */
  void begin(int address, int entries) {
    ring.begin(address, entries);
  }

  /**
   * What goes on besides registers.
   *
   * @param result of a frame that ends locally
   */
  record State(Wire wire, int result) {}

  State state() {
    return new State(wire, localResult);
  }

  void restore(State state) {
    local.cancel();
    wire = state.wire();
    localResult = state.result();
    if (wire == Wire.LOCAL) {
      local.scheduleIn(0);
    }
  }
}
