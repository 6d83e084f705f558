package dev.sidestep.platform.soft;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A monitor whose answers are the test's. */
final class FakeMonitor implements Monitor {
  final List<String> accesses = new ArrayList<>();
  final List<DeviceId> interrupts = new ArrayList<>();
  Function<MmioAccess, Verdict> onAccess = access -> Verdict.FORWARD;
  Function<DeviceId, Disposition> onInterrupt = device -> Disposition.FORWARD;
  Consumer<ProposedTranslation> judge;

  /** Judges by the access map, as the real one does. */
  FakeMonitor(AccessMap map) {
    judge =
        proposal -> {
          switch (map.pageMode(proposal.guestPhysicalPage())) {
            case DIRECT -> proposal.accept();
            case INTERCEPTED -> proposal.modifyToIntercept();
            case NONE -> proposal.reject();
          }
        };
  }

  @Override
  public Verdict access(MmioAccess access) {
    accesses.add(
        "%s %x/%d on %d"
            .formatted(
                access.isStore() ? "store" : "load",
                access.address(),
                access.width(),
                access.vcpu()));
    return onAccess.apply(access);
  }

  @Override
  public Disposition interrupt(DeviceId device) {
    interrupts.add(device);
    return onInterrupt.apply(device);
  }

  @Override
  public void judge(ProposedTranslation proposal) {
    judge.accept(proposal);
  }
}
