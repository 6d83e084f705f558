package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.vmm.ModePolicy;

/** A card, its guest, and the driver under test with {@link PlainTwin}; no monitor. */
final class DriverBench {
  private static final int PATIENCE = 20_000;
  final CardRig rig;
  final CardGuest guest;
  final I82540emDriver driver;
  final PlainTwin twin;
  boolean emulated;

  DriverBench(CardRig rig) {
    this.rig = rig;
    guest = new CardGuest(rig);
    driver = new I82540emDriver(rig.device, rig.ram, rig.platform.clock(), rig.platform::newTimer);
    twin = new PlainTwin(rig.ram, driver);
  }

  /** Prepares for as long as it takes, and adopts. */
  I82540emHandover adopt() {
    for (int i = 0; !driver.prepareAdoption(); i++) {
      failAfter(i, "never ready");
      rig.platform.advance(5_000);
    }
    I82540emHandover found = driver.adopt(new ModePolicy.AdoptByQuery());
    emulated = true;
    rig.trapStores(twin::store);
    twin.begin(found);
    return found;
  }

  /** Waits until everything is quiet, and releases. */
  I82540emHandover release() {
    for (int i = 0; !isQuiet(); i++) {
      failAfter(i, "never quiet");
      advance(20_000);
      guest.receive();
    }
    driver.pauseInput(true);
    for (int i = 0; !isQuiet(); i++) {
      failAfter(i, "not quiet when paused");
      advance(20_000);
    }
    I82540emHandover state = twin.end();
    driver.release(state);
    emulated = false;
    rig.trapStores((_, _) -> false);
    return state;
  }

  private boolean isQuiet() {
    return driver.isDrained() && driver.isSettled();
  }

  private static void failAfter(int rounds, String what) {
    if (rounds > PATIENCE) {
      throw new AssertionError(what);
    }
  }

  /** Lets time pass; the driver takes its interrupts. */
  void advance(long nanos) {
    rig.platform.advance(nanos);
    for (int i = 0; emulated && rig.device.isInterruptingGuest(); i++) {
      failAfter(i, "interrupt storm");
      driver.interrupt();
    }
  }
}
