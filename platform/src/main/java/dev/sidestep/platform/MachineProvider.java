package dev.sidestep.platform;

/** Builds machines of one kind; found by {@link java.util.ServiceLoader}. */
public interface MachineProvider {
  /** The kind's name: {@code soft}. */
  String name();

  /**
   * Builds a machine, powered off. A configuration that this kind cannot build is a {@link
   * dev.sidestep.base.Failure}.
   */
  Machine create(MachineConfiguration configuration);
}
