package dev.sidestep.riscv;

import dev.sidestep.base.RegisterWindow;
import java.util.ArrayList;
import java.util.List;

/** A device that answers with the offset and remembers what was done to it. */
final class RecordingDevice implements RegisterWindow {
  final List<String> log = new ArrayList<>();
  Runnable onAccess = () -> {};

  @Override
  public long read(long offset, int width) {
    log.add("read %d at %#x".formatted(width, offset));
    onAccess.run();
    return 0x80 | offset;
  }

  @Override
  public void write(long offset, int width, long value) {
    log.add("write %d at %#x: %#x".formatted(width, offset, value));
    onAccess.run();
  }
}
