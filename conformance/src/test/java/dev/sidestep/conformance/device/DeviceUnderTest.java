package dev.sidestep.conformance.device;

import dev.sidestep.base.RegisterWindow;
import java.util.Random;

/** A device on a bench: its registers, its pins and its time. */
interface DeviceUnderTest {
  RegisterWindow registers();

  /** Bytes that it decodes. */
  long sizeBytes();

  /** Offsets that read after a reset as after power-on. */
  long[] registersAfterReset();

  /** The level of its interrupt pin. */
  boolean interrupt();

  void reset();

  Object state();

  void restore(Object state);

  /** Guest nanoseconds since power-on. */
  long now();

  void advance(long nanos);

  /** Something that a driver might write. */
  void plausibleWrite(Random random);

  /** Something that arrives from outside. */
  void input(Random random);
}
