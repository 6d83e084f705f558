/**
 * The Am79C970A PCnet-PCI II single-chip Ethernet controller.
 *
 * <p>Source: Am79C970A PCnet-PCI II Single-Chip Full-Duplex Ethernet Controller for PCI Local Bus
 * Product, Advanced Micro Devices, publication 19436. It numbers no sections, so that they are
 * cited by their titles. Names are its own, one class for the bits of each register.
 */
@NullMarked
package dev.sidestep.device.spec.am79c970a;

import org.jspecify.annotations.NullMarked;
