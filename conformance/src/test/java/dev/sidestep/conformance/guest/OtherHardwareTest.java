package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.Sidestep;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.SwitchReport.Outcome;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.EthernetBindings;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Debian on a machine whose network card is an Am79C970A. */
@Timeout(400)
class OtherHardwareTest {
  private static final Sidestep SIDESTEP = Sidestep.load();
  private static final long SEED = 19;
  private static final String INTEL = "82540EM";
  private static final String AMD = "Am79C970A";
  private static final long PROGRESS_BYTES = 1 << 20;
  private static final int ATTEMPTS = 20;
  private static final int PINGS = 20;

  /** A card that is plugged in negotiates its link, which the guest sees, as with a cable. */
  private static final Pattern LINK =
      Pattern.compile("kernel: \\[ *[0-9.]+] e1000: eth0 NIC Link is (Down|Up .*)");

  @BeforeAll
  static void needsDebian() {
    Debian.assumeAvailable(SIDESTEP);
  }

  /** [0044]: the guest sees an 82540EM, until there is one. */
  @Test
  void theCardIsReplacedUnderTheGuestAndHandedOver() throws InterruptedException {
    try (NetworkLoad load = new NetworkLoad(SEED);
        DebianMachine guest = new DebianMachine(AMD, DebianBoot.shell("e1000", load.pattern()))) {
      DeviceBinding<EthernetIo, I82540emHandover> binding =
          EthernetBindings.create(guest.machine().platform(), DebianMachine.CARD);
      Vmm vmm = Vmm.attach(guest.machine().platform(), List.of(binding));
      assertThat(
              vmm.virtualizeAtBoot(DebianMachine.CARD, SwitchPolicies.defaults())
                  .report()
                  .join()
                  .outcome())
          .isEqualTo(Outcome.DONE);
      guest.start("true");
      TrafficBothWays traffic = new TrafficBothWays(guest, load);
      traffic.begin();
      traffic.count();
      traffic.everyCountedPacketArrived();
      isRefused(devirtualize(vmm));

      traffic.awaitProgress(PROGRESS_BYTES);
      assertThat(
              vmm.replaceHardware(
                      EthernetBindings.replaced(guest.machine().platform(), binding, INTEL),
                      () -> guest.machine().replaceCard(0, INTEL))
                  .join())
          .isEmpty();
      assertThat(vmm.custody(DebianMachine.CARD)).isEqualTo(Custody.EMULATED);
      traffic.awaitProgress(PROGRESS_BYTES);
      isGrantedInTheEnd(vmm);
      traffic.awaitProgress(PROGRESS_BYTES);

      traffic.end();
      assertThat(vmm.custody(DebianMachine.CARD)).isEqualTo(Custody.DIRECT);
      assertThat(guest.kernelLog()).allMatch(line -> LINK.matcher(line).matches());
    }
  }

  private static SwitchReport devirtualize(Vmm vmm) {
    return vmm.devirtualize(DebianMachine.CARD, SwitchPolicies.defaults()).report().join();
  }

  private static void isRefused(SwitchReport report) {
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason())
        .contains("The guest sees the 82540EM")
        .contains("the hardware is the Am79C970A")
        .contains("Replace the hardware by the 82540EM");
  }

  /** Under traffic a request may be undone, with everything as before. */
  private static void isGrantedInTheEnd(Vmm vmm) {
    SwitchReport report = devirtualize(vmm);
    for (int i = 1; i < ATTEMPTS && report.outcome() == Outcome.UNDONE; i++) {
      report = devirtualize(vmm);
    }
    assertThat(report.outcome()).as(report.reason()).isEqualTo(Outcome.DONE);
  }

  /** The chip as it is, with Debian's own driver for it. */
  @Test
  void theGuestHasADriverOfItsOwnForIt() throws InterruptedException {
    try (NetworkLoad load = new NetworkLoad(SEED);
        DebianMachine guest = new DebianMachine(AMD, DebianBoot.shell("pcnet32", load.pattern()))) {
      var _ = Vmm.attach(guest.machine().platform(), List.of());
      guest.start("true");
      int place = guest.orders().order("ping %d 0.02".formatted(PINGS));
      assertThat(guest.require(place, "net ping"))
          .containsEntry("received", "" + PINGS)
          .containsEntry("duplicates", "0");
      TrafficBothWays traffic = new TrafficBothWays(guest, load);
      traffic.begin();
      traffic.awaitProgress(PROGRESS_BYTES);
      traffic.end();
      assertThat(guest.kernelLog()).isEmpty();
    }
  }
}
