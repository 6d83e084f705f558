package dev.sidestep.vmm;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.ProposedTranslation;
import dev.sidestep.platform.TranslationJudge;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Judges a translation that the guest proposes (510, 512): rejects it (514), modifies it so that
 * each access exits (516), or accepts it (518); the platform then uses it (520).
 *
 * <p>On the path of every TLB miss of every vCPU, without the lock: memory is accepted after two
 * comparisons, with no allocation and nothing counted.
 *
 * @figure FIG. 5
 */
final class JudgeTranslation implements TranslationJudge {
  private static final long PAGE_BYTES = 4096;

  private final AccessMap accessMap;
  private final AddressRange[] devices;
  private final long firstDevicePage;
  private final long lastDevicePage;
  private final LongAdder rejected = new LongAdder();
  private final LongAdder modified = new LongAdder();

  JudgeTranslation(AccessMap accessMap, List<AddressRange> devices) {
    this.accessMap = accessMap;
    this.devices = devices.toArray(AddressRange[]::new);
    firstDevicePage =
        devices.stream().mapToLong(range -> pageOf(range.start())).min().orElse(Long.MAX_VALUE);
    lastDevicePage =
        devices.stream().mapToLong(range -> pageOf(last(range))).max().orElse(Long.MIN_VALUE);
  }

  private static long pageOf(long address) {
    return address & -PAGE_BYTES;
  }

  private static long last(AddressRange range) {
    return range.start() + range.size() - 1;
  }

  @Override
  public void judge(ProposedTranslation proposal) {
    long page = proposal.guestPhysicalPage();
    AccessMode mode = accessMap.mode(page);
    if (page >= firstDevicePage && page <= lastDevicePage) {
      mode = modeOfDevicePage(page, mode);
    }
    switch (mode) {
      case DIRECT -> proposal.accept();
      case INTERCEPTED -> modify(proposal);
      case NONE -> reject(proposal);
    }
  }

  /**
   * A page with an intercepted register exits; so does one whose beginning is nobody's but which
   * has a device further on, because its accesses differ.
   */
  private AccessMode modeOfDevicePage(long page, AccessMode modeOfStart) {
    AccessMode mode = modeOfStart;
    for (AddressRange range : devices) {
      boolean onPage = pageOf(range.start()) <= page && page <= pageOf(last(range));
      if (onPage && accessMap.mode(Math.max(page, range.start())) != mode) {
        return AccessMode.INTERCEPTED;
      }
    }
    return mode;
  }

  private void modify(ProposedTranslation proposal) {
    modified.increment();
    proposal.modifyToIntercept();
  }

  private void reject(ProposedTranslation proposal) {
    rejected.increment();
    proposal.reject();
  }

  long rejected() {
    return rejected.sum();
  }

  long modified() {
    return modified.sum();
  }
}
