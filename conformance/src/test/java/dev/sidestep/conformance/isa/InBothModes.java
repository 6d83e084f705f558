package dev.sidestep.conformance.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test of Sv39 and of Sv48; its parameter is the mode in {@code satp}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "satp mode {0}")
@ValueSource(ints = {GuestPages.SV39, GuestPages.SV48})
@interface InBothModes {}
