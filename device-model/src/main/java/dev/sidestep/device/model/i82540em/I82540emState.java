package dev.sidestep.device.model.i82540em;

import java.util.Objects;

/**
 * Everything that an {@link I82540em} knows between two accesses, but for what its cable holds.
 * Immutable; two are equal if no access could tell the chips apart. Times in it are relative to the
 * moment at which it was taken.
 */
public final class I82540emState {
  private final Core.State core;
  private final int ioAddress;
  private final boolean busMaster;

  I82540emState(Core.State core, int ioAddress, boolean busMaster) {
    this.core = core;
    this.ioAddress = ioAddress;
    this.busMaster = busMaster;
  }

  Core.State core() {
    return core;
  }

  int ioAddress() {
    return ioAddress;
  }

  boolean busMaster() {
    return busMaster;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof I82540emState state
        && core.equals(state.core)
        && ioAddress == state.ioAddress
        && busMaster == state.busMaster;
  }

  @Override
  public int hashCode() {
    return Objects.hash(core, ioAddress, busMaster);
  }
}
