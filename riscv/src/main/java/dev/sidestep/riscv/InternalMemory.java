package dev.sidestep.riscv;

import jdk.internal.misc.Unsafe;

/** Loaded, and its field resolved, only by {@link HostMemory}. */
final class InternalMemory {
  static final Unsafe U = Unsafe.getUnsafe();

  private InternalMemory() {}
}
