/**
 * Guest images: the cache, the Debian mirror they come from, the initial file system that is
 * assembled for them, and the kernel files that a user brings.
 */
@NullMarked
package dev.sidestep.guest.image;

import org.jspecify.annotations.NullMarked;
