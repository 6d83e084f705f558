package dev.sidestep.vmm;

import dev.sidestep.platform.DeviceId;
import java.util.concurrent.CompletableFuture;

/** A switch that was asked for. May be used by any thread. */
public final class Switch {
  private final DeviceId device;
  private final Direction direction;
  private final CompletableFuture<SwitchReport> report = new CompletableFuture<>();

  Switch(DeviceId device, Direction direction) {
    this.device = device;
    this.direction = direction;
  }

  /** Which device. */
  public DeviceId device() {
    return device;
  }

  /** Which way. */
  public Direction direction() {
    return direction;
  }

  /** True if it has ended, in whatever way. */
  public boolean isDone() {
    return report.isDone();
  }

  /**
   * Completes with the report, on the thread that ended the switch and with the machine's lock
   * held: actions that depend on it must be asynchronous. Never completes exceptionally.
   */
  public CompletableFuture<SwitchReport> report() {
    return report;
  }
}
