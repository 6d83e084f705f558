/** High-level I/O, one sealed type per class of device ([0044]). */
@NullMarked
package dev.sidestep.vmm.device;

import org.jspecify.annotations.NullMarked;
