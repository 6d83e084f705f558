package dev.sidestep.conformance.network;

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
import dev.sidestep.platform.soft.SoftMachineProvider;
import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.NetworkSweepGuest;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.Switch;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.EthernetBindings;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A guest that has a driver for the 82540EM alone, on a machine with a card of any model. The far
 * end keeps what is sent, and answers the script's last frame with a burst that is to be sent back.
 */
final class OtherCard implements AutoCloseable {
  static final String INTEL = "82540EM";
  static final String AMD = "Am79C970A";
  private static final DeviceId CARD = new DeviceId("net0");
  private static final long MAC = 0x5254_0012_3456L;
  private static final int[] LENGTHS = {60, 1514, 300, 256, 255, 512, 60, 900};
  private static final int TYPE_AT = 12;
  private static final long LIMIT = 40_000_000;
  private static final long STEP = 50;

  private final List<byte[]> burst = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<Long> moments = new ArrayList<>();
  private final Machine machine;
  private final Vmm vmm;
  private DeviceBinding<EthernetIo, I82540emHandover> binding;
  private boolean asked;
  private int given;

  OtherCard(String model) {
    Random random = new Random(1);
    for (int length : LENGTHS) {
      byte[] frame = new byte[length];
      random.nextBytes(frame);
      for (int i = 0; i < 6; i++) {
        frame[i] = (byte) (MAC >> (40 - 8 * i));
      }
      frame[TYPE_AT] = 0x08;
      frame[TYPE_AT + 1] = 0;
      burst.add(frame);
    }
    machine = new SoftMachineProvider().create(configuration(model));
    binding = EthernetBindings.create(machine.platform(), CARD);
    vmm = Vmm.attach(machine.platform(), List.of(binding));
  }

  private MachineConfiguration configuration(String model) {
    byte[] image = new NetworkSweepGuest(LENGTHS.length).assemble();
    return new MachineConfiguration(
        1,
        4L << 20,
        ClockMode.DETERMINISTIC,
        Timing.FAST,
        1,
        true,
        BootSource.of(Board.IMAGE, image),
        new Console(),
        List.of(new NetworkCard(model, MAC, LinkSettings.gigabit(), new FarEnd())));
  }

  SwitchReport virtualizeAtBoot() {
    return vmm.virtualizeAtBoot(CARD, SwitchPolicies.defaults()).report().join();
  }

  Switch devirtualize() {
    return vmm.devirtualize(CARD, SwitchPolicies.defaults());
  }

  Switch virtualize() {
    return vmm.virtualize(CARD, SwitchPolicies.defaults());
  }

  /** Puts a card of another model into the slot. */
  CompletableFuture<String> replaceBy(String model) {
    binding = EthernetBindings.replaced(machine.platform(), binding, model);
    return vmm.replaceHardware(binding, () -> machine.replaceCard(0, model));
  }

  Custody custody() {
    return vmm.status(CARD).custody();
  }

  Machine machine() {
    return machine;
  }

  /** True while the guest goes on. */
  boolean run(long instructions) {
    return machine.run(instructions) == StopReason.INSTRUCTION_LIMIT;
  }

  /** Runs until {@code future} is decided. */
  <T> T await(CompletableFuture<T> future) {
    for (long done = 0; !future.isDone() && done < LIMIT; done += STEP) {
      run(STEP);
    }
    if (!future.isDone()) {
      throw new AssertionError("Undecided in custody " + custody() + ", sent " + sent.size());
    }
    return future.join();
  }

  /** Runs to the end, and says which frames the guest has sent. */
  List<String> finish() {
    for (long done = 0; done < LIMIT; done += STEP) {
      if (!run(STEP)) {
        return List.copyOf(sent);
      }
    }
    throw new AssertionError("The guest hangs in " + custody() + ", sent " + sent.size());
  }

  /** Instructions of the guest before each frame reached the far end. */
  List<Long> moments() {
    return moments;
  }

  /** Frames that have reached the far end. */
  int framesSent() {
    return sent.size();
  }

  @Override
  public void close() {
    machine.close();
  }

  private final class FarEnd implements EthernetPeer {
    @Override
    public void accept(byte[] frame) {
      moments.add(machine.counters().instructions());
      sent.add(HexFormat.of().formatHex(frame));
      int type = (frame[TYPE_AT] & 0xff) << 8 | (frame[TYPE_AT + 1] & 0xff);
      if (type == NetworkSweepGuest.MARKER_TYPE) {
        asked = true;
        machine.networkInputAvailable(0);
      }
    }

    @Override
    public byte @Nullable [] next() {
      return asked && given < burst.size() ? burst.get(given++) : null;
    }
  }

  private static final class Console implements SerialPeer {
    @Override
    public void accept(int character) {}

    @Override
    public int next() {
      return -1;
    }
  }
}
