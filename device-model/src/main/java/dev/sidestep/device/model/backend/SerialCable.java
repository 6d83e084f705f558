package dev.sidestep.device.model.backend;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.Failure;
import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.model.uart16550.Uart16550;
import dev.sidestep.device.spec.uart16550.LineSettings;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A serial line between a {@link Uart16550} and two byte streams of the host. The far end uses the
 * rate and format of the UART; a break and the modem outputs mean nothing to it.
 *
 * <p>Bytes arrive one character time apart at most as fast as the line allows. Nothing is asked of
 * the host before the first {@link #wake}. Guarded by the machine's lock, {@link #wake} included.
 */
public final class SerialCable implements SerialOutlet {
  /** What happens to a byte that arrives while the UART has no room. */
  public enum Patience {
    /** It waits on the wire: a host process cannot promise to keep real time. */
    PATIENT,
    /** It arrives all the same and overruns, as from a modem without flow control. */
    RELENTLESS
  }

  /** What the input returns when there is no byte now. */
  public static final int NO_BYTE = -1;

  private final EventScheduler scheduler;
  private final IntSupplier input;
  private final IntConsumer output;
  private final Patience patience;
  private final EventScheduler.Event arrival;
  private @Nullable Uart16550 uart;
  private int onWire = NO_BYTE;
  private long arrivesAt;

  /**
   * A cable that is not plugged in yet.
   *
   * @param input the next byte (0..255) for the guest, or {@link #NO_BYTE}; never blocks
   * @param output takes each byte from the guest; never blocks
   */
  public SerialCable(
      EventScheduler scheduler, IntSupplier input, IntConsumer output, Patience patience) {
    this.scheduler = scheduler;
    this.input = input;
    this.output = output;
    this.patience = patience;
    this.arrival = scheduler.newEvent(this::arrive);
  }

  /**
   * Connects to the UART that has this cable as its outlet. Asks the host for nothing yet, so that
   * a state can be restored first: {@link #wake} starts it.
   */
  public void plugInto(Uart16550 port) {
    uart = port;
  }

  /** The input may have a byte now. Harmless if it has none, or if one is on the wire already. */
  public void wake() {
    sendNext(scheduler.clock().nanos());
  }

  @Override
  public void transmitted(int data, LineSettings line) {
    output.accept(data);
  }

  @Override
  public void receiverReady() {
    if (onWire == NO_BYTE) {
      wake();
    } else if (!arrival.isScheduled()) {
      arrivesAt = scheduler.clock().nanos();
      arrival.scheduleAt(arrivesAt);
    }
  }

  /** Without a clock the far end has no rate to send at; the UART tells when that is over. */
  private void sendNext(long startsAt) {
    Uart16550 port = uart;
    if (port == null || onWire != NO_BYTE || !port.line().hasClock()) {
      return;
    }
    onWire = input.getAsInt();
    if (onWire != NO_BYTE) {
      arrivesAt = startsAt + port.characterNanos();
      arrival.scheduleAt(arrivesAt);
    }
  }

  /** If there is no room the byte stays on the wire until {@link #receiverReady}. */
  private void arrive() {
    Uart16550 port = uart;
    if (port == null || (patience == Patience.PATIENT && !port.hasRoom())) {
      return;
    }
    int data = onWire;
    onWire = NO_BYTE;
    port.receive(data, 0);
    sendNext(arrivesAt);
  }

  /**
   * What is on the wire.
   *
   * @param onWire a byte, or {@link #NO_BYTE}
   * @param arrivesInNanos nanoseconds from the moment of the snapshot, or {@link
   *     EventScheduler#NEVER} if there is no byte or if it waits for room
   */
  public record State(int onWire, long arrivesInNanos) {
    /** Checks the ranges. */
    public State {
      if (onWire < NO_BYTE || onWire > 0xff) {
        throw new Failure(
            Failure.Reason.BAD_INPUT,
            "The saved state of a serial cable has "
                + onWire
                + " as its byte, which is none; the snapshot is damaged, take it again.");
      }
    }
  }

  /** What is on the wire now. The input and the output keep their own state. */
  public State state() {
    boolean moving = arrival.isScheduled();
    long remaining = moving ? arrival.deadline() - scheduler.clock().nanos() : EventScheduler.NEVER;
    return new State(onWire, remaining);
  }

  /** Goes on from {@code state}; call after the UART is restored, and {@link #wake} afterwards. */
  public void restore(State state) {
    onWire = state.onWire();
    arrival.cancel();
    if (state.arrivesInNanos() != EventScheduler.NEVER) {
      arrivesAt = scheduler.clock().nanos() + state.arrivesInNanos();
      arrival.scheduleAt(arrivesAt);
    }
  }
}
