/** The form that every datasheet in this module takes. No behaviour lives here. */
@NullMarked
package dev.sidestep.device.spec;

import org.jspecify.annotations.NullMarked;
