package dev.sidestep.conformance.guest;

import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.VmmDriver;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The monitor's driver of an 82540EM, and where the guest's rings stood each time just before it
 * took the chip over.
 */
final class WatchedDriver implements VmmDriver<EthernetIo, I82540emHandover> {
  private final VmmDriver<EthernetIo, I82540emHandover> driver;
  private final Platform platform;
  private final PhysicalDevice card;
  private final List<RingMoment> adoptions = new CopyOnWriteArrayList<>();

  WatchedDriver(
      VmmDriver<EthernetIo, I82540emHandover> driver, Platform platform, PhysicalDevice card) {
    this.driver = driver;
    this.platform = platform;
    this.card = card;
  }

  /** Where the rings stood at each virtualization. */
  List<RingMoment> adoptions() {
    return adoptions;
  }

  @Override
  public I82540emHandover adopt(ModePolicy policy) {
    adoptions.add(
        RingMoment.of(
            offset -> (int) card.registers().read(offset, Integer.BYTES), platform.guestMemory()));
    return driver.adopt(policy);
  }

  // All else is the driver's alone.

  @Override
  public String interfaceName() {
    return driver.interfaceName();
  }

  @Override
  public void connect(Consumer<? super EthernetIo> virtualDevice) {
    driver.connect(virtualDevice);
  }

  @Override
  public void observed(MmioAccess access, long offset) {
    driver.observed(access, offset);
  }

  @Override
  public String startState() {
    return driver.startState();
  }

  @Override
  public boolean knowsSequenceState() {
    return driver.knowsSequenceState();
  }

  @Override
  public String objection(ModePolicy policy) {
    return driver.objection(policy);
  }

  @Override
  public boolean prepareAdoption() {
    return driver.prepareAdoption();
  }

  @Override
  public void cancelAdoption() {
    driver.cancelAdoption();
  }

  @Override
  public void perform(EthernetIo io) {
    driver.perform(io);
  }

  @Override
  public boolean interrupt() {
    return driver.interrupt();
  }

  @Override
  public boolean expectsGuestInterrupt() {
    return driver.expectsGuestInterrupt();
  }

  @Override
  public void pauseInput(boolean paused) {
    driver.pauseInput(paused);
  }

  @Override
  public boolean isDrained() {
    return driver.isDrained();
  }

  @Override
  public boolean isSettled() {
    return driver.isSettled();
  }

  @Override
  public void resetAndRelease(I82540emHandover guestState) {
    driver.resetAndRelease(guestState);
  }

  @Override
  public void release(I82540emHandover guestState) {
    driver.release(guestState);
  }
}
