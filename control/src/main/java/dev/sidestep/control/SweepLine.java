package dev.sidestep.control;

import dev.sidestep.platform.Machine;
import dev.sidestep.platform.SerialPeer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the line in a sweep: keeps what the guest sends, and starts to type when the
 * guest's own message has come.
 */
final class SweepLine implements SerialPeer {
  private final byte[] input;
  private final int messageLength;
  private final StringBuilder output = new StringBuilder();
  private @Nullable Machine machine;
  private int arrived;
  private int typed;
  private long messageLeftAt;

  SweepLine(byte[] input, int messageLength) {
    this.input = input;
    this.messageLength = messageLength;
  }

  void connect(Machine newMachine) {
    machine = newMachine;
  }

  /** Forgets the last run. */
  void restart() {
    output.setLength(0);
    arrived = 0;
    typed = 0;
  }

  @Override
  public void accept(int character) {
    HexFormat.of().toHexDigits(output, (byte) character);
    arrived++;
    if (arrived == messageLength && machine != null) {
      messageLeftAt = machine.counters().instructions();
      machine.serialInputAvailable();
    }
  }

  @Override
  public int next() {
    return arrived >= messageLength && typed < input.length ? input[typed++] & 0xff : -1;
  }

  /** All that the guest has sent, in hexadecimal digits. */
  String output() {
    return output.toString();
  }

  /** The machine's instruction count when the guest's message had left. */
  long messageLeftAt() {
    return messageLeftAt;
  }
}
