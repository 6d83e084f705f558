package dev.sidestep.platform.soft;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineProvider;

/** Builds soft machines. */
public final class SoftMachineProvider implements MachineProvider {
  private static final int MOST_VCPUS = 8;
  private static final long RAM_STEP = 2L << 20;
  private static final long LEAST_RAM = 4L << 20;
  private static final long MOST_RAM = 64L << 30;

  /** Called by {@link java.util.ServiceLoader}. */
  public SoftMachineProvider() {}

  @Override
  public String name() {
    return "soft";
  }

  @Override
  public Machine create(MachineConfiguration configuration) {
    if (configuration.vcpus() < 1 || configuration.vcpus() > MOST_VCPUS) {
      throw usage("The soft machine has 1 to 8 harts, not " + configuration.vcpus() + ".");
    }
    long ram = configuration.ramBytes();
    if (ram < LEAST_RAM || ram > MOST_RAM || ram % RAM_STEP != 0) {
      throw usage(
          "Guest memory is 4 MiB to 64 GiB in steps of 2 MiB; %d bytes are not.".formatted(ram));
    }
    Cards cards = Cards.known();
    cards.require(configuration.cards());
    return new SoftMachine(configuration, cards);
  }

  private static Failure usage(String message) {
    return new Failure(Failure.Reason.USAGE, message);
  }
}
