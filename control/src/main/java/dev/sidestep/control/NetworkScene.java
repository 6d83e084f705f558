package dev.sidestep.control;

import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.EthernetPeer;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.NetworkSweepGuest;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A guest with a network card that sends the packets of a script and sends back what it receives.
 * The far end of the cable keeps every frame; when the script's last one has come it answers with a
 * burst. The guest's serial port says when it begins, and in the end what the card has counted.
 */
final class NetworkScene implements SweepScene {
  private static final DeviceId CARD = new DeviceId("net0");
  private static final long MAC_ADDRESS = 0x5254_0012_3456L;
  private static final long MEMORY_BYTES = 4L << 20;
  private static final int[] FRAME_LENGTHS = {60, 1514, 300, 256, 255, 512, 60, 900};
  private static final int ROUNDS = 4;
  private static final int TYPE_OFFSET = 12;

  /** Characters that the first thing said takes in the output. */
  private static final int LENGTH_OF_FIRST = 3;

  /** A guest that has not set its card up by then never will. */
  private static final long PREPARATION_LIMIT = 20_000_000;

  private static final long STEP = 50;

  private final long seed;
  private final List<byte[]> burst = new ArrayList<>();
  private final FarEnd farEnd = new FarEnd();
  private final Console console = new Console();
  private final StringBuilder sentFrames = new StringBuilder();
  private final StringBuilder said = new StringBuilder();
  private @Nullable Machine machine;
  private boolean ready;
  private boolean markerSeen;
  private int given;
  private long begun;
  private long sent;
  private long done;

  NetworkScene(long seed) {
    this.seed = seed;
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS * FRAME_LENGTHS.length; i++) {
      byte[] frame = new byte[FRAME_LENGTHS[i % FRAME_LENGTHS.length]];
      random.nextBytes(frame);
      for (int at = 0; at < 6; at++) {
        frame[at] = (byte) (MAC_ADDRESS >> (40 - 8 * at));
      }
      frame[TYPE_OFFSET] = 0x08;
      frame[TYPE_OFFSET + 1] = 0;
      burst.add(frame);
    }
  }

  @Override
  public MachineConfiguration configuration() {
    byte[] image = new NetworkSweepGuest(burst.size()).assemble();
    BootSource boot = BootSource.of(Board.IMAGE, image);
    NetworkCard card = new NetworkCard("82540EM", MAC_ADDRESS, LinkSettings.gigabit(), farEnd);
    return new MachineConfiguration(
        1,
        MEMORY_BYTES,
        ClockMode.DETERMINISTIC,
        Timing.FAST,
        seed,
        true,
        boot,
        console,
        List.of(card));
  }

  @Override
  public DeviceId device() {
    return CARD;
  }

  /** Every run starts when the card is set up. */
  @Override
  public void prepare(Machine newMachine) {
    machine = newMachine;
    var _ = Machines.monitor(newMachine);
    for (long done = 0; !ready && done < PREPARATION_LIMIT; done += STEP) {
      if (newMachine.run(STEP) != StopReason.INSTRUCTION_LIMIT) {
        break;
      }
    }
    if (!ready) {
      throw new IllegalStateException("The guest of the sweep did not set its card up");
    }
  }

  @Override
  public void takeOver(Vmm vmm) {
    var _ = vmm.virtualize(CARD, SwitchPolicies.defaults());
  }

  @Override
  public void restart() {
    sentFrames.setLength(0);
    said.setLength(0);
    markerSeen = false;
    given = 0;
  }

  @Override
  public String output() {
    return said + " and sent" + sentFrames;
  }

  @Override
  public Marks marks() {
    return new Marks(begun, sent, done);
  }

  /** The far end of the cable. */
  private final class FarEnd implements EthernetPeer {
    @Override
    public void accept(byte[] frame) {
      sentFrames.append(' ').append(HexFormat.of().formatHex(frame));
      int type = (frame[TYPE_OFFSET] & 0xff) << 8 | (frame[TYPE_OFFSET + 1] & 0xff);
      if (type == NetworkSweepGuest.MARKER_TYPE && machine != null) {
        markerSeen = true;
        sent = machine.counters().instructions();
        machine.networkInputAvailable(0);
      }
    }

    @Override
    public byte @Nullable [] next() {
      return markerSeen && given < burst.size() ? burst.get(given++) : null;
    }
  }

  private void mark(long instructions) {
    if (said.isEmpty()) {
      begun = instructions;
    } else if (said.length() == LENGTH_OF_FIRST) {
      done = instructions;
    }
  }

  /** What the guest says on its serial port. */
  private final class Console implements SerialPeer {
    @Override
    public void accept(int character) {
      if (!ready) {
        ready = character == NetworkSweepGuest.READY;
      } else if (machine != null) {
        mark(machine.counters().instructions());
      }
      said.append(' ').append(HexFormat.of().toHexDigits((byte) character));
    }

    @Override
    public int next() {
      return -1;
    }
  }
}
