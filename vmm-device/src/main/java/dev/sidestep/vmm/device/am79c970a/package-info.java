/**
 * The monitor's driver of an Am79C970A, whatever card the guest sees instead of it ([0044]).
 *
 * <p>Source: AMD publication 19436, cited by its titles.
 */
@NullMarked
package dev.sidestep.vmm.device.am79c970a;

import org.jspecify.annotations.NullMarked;
