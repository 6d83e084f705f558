package dev.sidestep.riscv;

import jdk.internal.misc.Unsafe;

/** Loaded, and its field resolved, only by {@link HostMemory} and by translated code. */
final class InternalMemory {
  static final Unsafe U = Unsafe.getUnsafe();

  private InternalMemory() {}

  /** As {@link HostMemory#getPlain}. */
  static long getPlain(long address) {
    return U.getLong(address);
  }
}
