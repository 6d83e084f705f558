package dev.sidestep.conformance.platform;

import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A monitor that writes down what it is told and answers as the test says. */
final class ContractMonitor implements Monitor {
  /** A copy of an access. */
  record Seen(int vcpu, long address, int width, boolean store, long value) {}

  final List<Seen> accesses = new CopyOnWriteArrayList<>();
  final List<DeviceId> interrupts = new CopyOnWriteArrayList<>();
  final List<Long> judged = new CopyOnWriteArrayList<>();
  volatile Function<MmioAccess, Verdict> onAccess = access -> Verdict.FORWARD;
  volatile Function<DeviceId, Disposition> onInterrupt = device -> Disposition.FORWARD;
  volatile Consumer<ProposedTranslation> onTranslation;

  ContractMonitor(Platform platform) {
    onTranslation =
        proposal -> {
          AccessMode mode = platform.accessMap().pageMode(proposal.guestPhysicalPage());
          switch (mode) {
            case DIRECT -> proposal.accept();
            case INTERCEPTED -> proposal.modifyToIntercept();
            case NONE -> proposal.reject();
          }
        };
  }

  @Override
  public Verdict access(MmioAccess access) {
    accesses.add(
        new Seen(
            access.vcpu(), access.address(), access.width(), access.isStore(), access.value()));
    return onAccess.apply(access);
  }

  @Override
  public Disposition interrupt(DeviceId device) {
    interrupts.add(device);
    return onInterrupt.apply(device);
  }

  @Override
  public void judge(ProposedTranslation proposal) {
    judged.add(proposal.guestPhysicalPage());
    onTranslation.accept(proposal);
  }
}
