package dev.sidestep.platform;

/** The monitor's entry for intercepted accesses. */
@FunctionalInterface
public interface ExitHandler {
  /** The guest executes {@code access} on an intercepted address. On the vCPU's thread, locked. */
  Verdict access(MmioAccess access);
}
