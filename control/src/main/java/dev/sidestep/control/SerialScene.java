package dev.sidestep.control;

import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.SerialSweepGuest;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A guest that sends a message and echoes input. The far end of the line keeps what the guest
 * sends, and starts to type when the guest's own message has come.
 */
final class SerialScene implements SweepScene, SerialPeer {
  private static final long MEMORY_BYTES = 4L << 20;
  private static final int MESSAGE_LENGTH = 60;
  private static final int RECEIVE_COUNT = 40;

  private final long seed;
  private final byte[] input = new byte[RECEIVE_COUNT];
  private final StringBuilder output = new StringBuilder();
  private @Nullable Machine machine;
  private int arrived;
  private int typed;
  private long begun;
  private long sent;

  SerialScene(long seed) {
    this.seed = seed;
    new Random(seed).nextBytes(input);
  }

  @Override
  public MachineConfiguration configuration() {
    byte[] image = new SerialSweepGuest(true, MESSAGE_LENGTH, RECEIVE_COUNT).assemble();
    BootSource boot = BootSource.of(Board.IMAGE, image);
    return new MachineConfiguration(
        1, MEMORY_BYTES, ClockMode.DETERMINISTIC, Timing.REAL, seed, true, boot, this);
  }

  @Override
  public DeviceId device() {
    return GuestSession.SERIAL;
  }

  /** Every run starts at power-on. */
  @Override
  public void prepare(Machine newMachine) {
    machine = newMachine;
    begun = newMachine.counters().instructions();
  }

  @Override
  public void takeOver(Vmm vmm) {
    var _ = vmm.virtualizeAtBoot(device(), SwitchPolicies.defaults());
  }

  @Override
  public void restart() {
    output.setLength(0);
    arrived = 0;
    typed = 0;
  }

  @Override
  public void accept(int character) {
    HexFormat.of().toHexDigits(output, (byte) character);
    arrived++;
    if (arrived == MESSAGE_LENGTH && machine != null) {
      sent = machine.counters().instructions();
      machine.serialInputAvailable();
    }
  }

  @Override
  public int next() {
    return arrived >= MESSAGE_LENGTH && typed < input.length ? input[typed++] & 0xff : -1;
  }

  @Override
  public String output() {
    return output.toString();
  }

  @Override
  public Marks marks() {
    return new Marks(begun, sent, machine == null ? sent : machine.counters().instructions());
  }
}
