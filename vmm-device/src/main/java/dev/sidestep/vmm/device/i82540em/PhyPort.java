package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.EthernetIo.PhyAccess;
import dev.sidestep.vmm.device.EthernetIo.PhyValue;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Accesses to PHY registers, by MDIC, one after the other. A frame on the management interface
 * takes 64 clocks of 2.5 MHz or less; Ready is looked at by a timer.
 *
 * @datasheet 82540EM 13.4.7
 */
final class PhyPort {
  private static final long POLL_NANOS = 10_000;

  private final I82540emChip chip;
  private final GuestTimer poll;
  private final ArrayDeque<PhyAccess> queue = new ArrayDeque<>();
  private Consumer<? super EthernetIo> virtualDevice = _ -> {};
  private boolean busy;

  PhyPort(I82540emChip chip, GuestTimers timers) {
    this.chip = chip;
    poll = timers.newTimer(this::look);
  }

  void connect(Consumer<? super EthernetIo> newVirtualDevice) {
    virtualDevice = newVirtualDevice;
  }

  void perform(PhyAccess access) {
    queue.add(access);
    if (!busy) {
      begin();
    }
  }

  private void begin() {
    PhyAccess access = queue.element();
    busy = true;
    chip.write(
        I82540emRegisters.MDIC,
        (access.write() ? access.data() | Mdic.OP_WRITE : Mdic.OP_READ)
            | access.register() << Mdic.REGADD_SHIFT
            | access.phy() << Mdic.PHYADD_SHIFT);
    look();
  }

  private void look() {
    int mdic = chip.read(I82540emRegisters.MDIC);
    if ((mdic & Mdic.R) == 0) {
      poll.arm(POLL_NANOS);
      return;
    }
    queue.remove();
    busy = false;
    virtualDevice.accept(new PhyValue(mdic & Mdic.DATA, (mdic & Mdic.E) != 0));
    if (!busy && !queue.isEmpty()) {
      begin();
    }
  }

  /** True if no access is under way. */
  boolean isIdle() {
    return !busy;
  }

  /** Forgets what is queued; the chip has been reset or is handed back. */
  void clear() {
    poll.disarm();
    queue.clear();
    busy = false;
  }
}
