package dev.sidestep.bench;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How reports are written for programs. */
final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonText() {}

  /** The value on lines of its own, with a line end after the last. */
  static String of(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /** A value that was measured; JSON has no NaN. */
  static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
