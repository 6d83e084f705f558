package dev.sidestep.platform;

/**
 * What a device that masters the bus may reach: the monitor's IOMMU. Outside of it an access of the
 * device is refused and counted, and touches nothing. Lock held.
 */
public interface DmaWindow {
  /** The window of a device that masters no bus. */
  DmaWindow NONE =
      new DmaWindow() {
        @Override
        public void admit(Owner owner) {}

        @Override
        public DmaBuffer allocate(int bytes) {
          throw new UnsupportedOperationException("This device masters no bus");
        }

        @Override
        public long faults() {
          return 0;
        }
      };

  /**
   * Opens it to the memory of {@code owner} and to no other: for the guest, its own memory under
   * guest-physical addresses; for the monitor, the buffers that were {@link #allocate}d.
   */
  void admit(Owner owner);

  /**
   * Memory of the monitor for its driver's rings and buffers, zeroed, page-aligned.
   *
   * @param bytes 1 or more
   */
  DmaBuffer allocate(int bytes);

  /** How many accesses it has refused. */
  long faults();
}
