package dev.sidestep.control;

import dev.sidestep.platform.SerialPeer;
import java.util.Map;

/** Sidestep in this process, with the machines that are on the module path. */
public final class LocalSidestep implements Sidestep {
  private final Map<String, String> environment;
  private final CachedImages images;
  private final Guests guests;

  /** Called by {@link java.util.ServiceLoader}; takes the process's environment. */
  public LocalSidestep() {
    this(System.getenv());
  }

  LocalSidestep(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    images = new CachedImages(this.environment);
    guests = new Guests(images);
  }

  @Override
  public GuestSession prepare(RunOptions options, SerialPeer serial, Progress progress) {
    return new MachineSession(options, guests.boot(options, progress), serial);
  }

  @Override
  public DemoReport demo(DemoOptions options, Progress progress) throws InterruptedException {
    return new Demonstration(options, guests, progress).run();
  }

  @Override
  public SweepReport sweep(SweepOptions options, Progress progress) throws InterruptedException {
    return new SwitchPointSweep(options, progress).run();
  }

  @Override
  public ImageLibrary images() {
    return images;
  }
}
