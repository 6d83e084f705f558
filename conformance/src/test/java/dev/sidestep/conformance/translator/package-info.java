/** The translator among several harts: memory model, changes of code and of mappings, unloading. */
@NullMarked
package dev.sidestep.conformance.translator;

import org.jspecify.annotations.NullMarked;
