package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON, members in the order in which the record declares them. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Json() {}

  /** {@code value} as text, without a line end. */
  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Writes {@code value} to {@code file} as a whole or not at all; creates its directory. */
  static void write(Path file, Object value) {
    try {
      Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(directory);
      Path written = Files.createTempFile(directory, ".sidestep", ".json");
      Files.writeString(written, of(value) + "\n");
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot write %s (%s); name another file.".formatted(file, e.getMessage()),
          e);
    }
  }
}
