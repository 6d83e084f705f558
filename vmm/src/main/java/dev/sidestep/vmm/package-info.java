/**
 * Runtime virtualization and devirtualization of devices: the patent, one class per figure.
 *
 * <p>{@link dev.sidestep.vmm.VirtualizeDevice} is FIG. 2, {@link
 * dev.sidestep.vmm.FindSequenceBoundary} FIG. 4, {@link dev.sidestep.vmm.JudgeTranslation} FIG. 5,
 * {@link dev.sidestep.vmm.DeviceLifecycle} FIG. 6 and {@link dev.sidestep.vmm.DevirtualizeDevice}
 * FIG. 7. Nothing here knows a chip or a platform.
 *
 * <h2>Threads</h2>
 *
 * Everything runs with the machine's lock held (see {@link dev.sidestep.platform}) and never waits:
 * exits, interrupts, timers and brackets move a protocol on. The exceptions say so: {@link
 * dev.sidestep.vmm.Vmm}'s public methods may be called by any thread, and {@link
 * dev.sidestep.vmm.JudgeTranslation} runs without the lock.
 */
@NullMarked
package dev.sidestep.vmm;

import org.jspecify.annotations.NullMarked;
