package dev.sidestep.control;

import dev.sidestep.platform.DeviceId;
import java.util.concurrent.CompletionStage;

/** A guest with its machine, from power-on to its end. Methods may be called by any thread. */
public interface GuestSession extends AutoCloseable {
  /** The serial port's name. */
  DeviceId SERIAL = new DeviceId("uart0");

  /** The first network card's name. */
  DeviceId CARD = new DeviceId("net0");

  /** Powers the machine on, on threads of its own; returns at once. Once. */
  void start();

  /** Says that the serial peer has input again. Never blocks for long. */
  void serialInputAvailable();

  /** Plugs the cable of card {@code card} in, counted from 0, or pulls it. */
  void connectCable(int card, boolean connected);

  /**
   * Takes {@code device} into the monitor's custody. Returns at once; the stage completes on any
   * thread, and never exceptionally: a refusal is an outcome. On a machine without a monitor it is
   * refused.
   */
  CompletionStage<SwitchOutcome> virtualize(DeviceId device);

  /** Gives {@code device} back to the guest; else as {@link #virtualize}. */
  CompletionStage<SwitchOutcome> devirtualize(DeviceId device);

  /**
   * Takes card {@code card}, counted from 0, out of its slot and puts one of {@code model} there,
   * {@code 82540EM} or {@code Am79C970A}, while the guest goes on ([0044]); its custody stays. Else
   * as {@link #virtualize}. The card that is there after a reboot is the new one.
   *
   * <p>Refused for a card that cannot be taken away: only an Am79C970A can.
   */
  CompletionStage<SwitchOutcome> replaceCard(int card, String model);

  /** What it does now. Answers at once, also during a switch. */
  SessionStatus status();

  /** Waits until it has ended, and says how. A reboot that the guest asked for is not an end. */
  RunReport awaitEnd() throws InterruptedException;

  /** Ends it within milliseconds. Idempotent; also before {@link #start}. */
  void stop();

  /** Stops it and gives everything back. Idempotent. */
  @Override
  void close();
}
