package dev.sidestep.cli;

import dev.sidestep.control.RunOptions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size of guest memory as people write it: {@code 256M}, {@code 1G}, {@code 512MiB}. */
final class MemorySize implements ITypeConverter<Long> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(I?B)?", Pattern.CASE_INSENSITIVE);

  @Override
  public Long convert(String text) {
    return bytes(text);
  }

  /** The size in bytes, checked against the limits of {@link RunOptions}. */
  static long bytes(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a memory size; write it like 256M or 1G");
    }
    long bytes = scaled(Long.parseLong(parts.group(1)), parts.group(2));
    check(text, bytes);
    return bytes;
  }

  private static long scaled(long number, String unit) {
    int shift = unit.isEmpty() ? 0 : 10 * ("KMGT".indexOf(unit.toUpperCase(Locale.ROOT)) + 1);
    return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
  }

  private static void check(String text, long bytes) {
    if (bytes < RunOptions.MIN_MEMORY_BYTES || bytes > RunOptions.MAX_MEMORY_BYTES) {
      throw new TypeConversionException(
          "'%s' is not between %s and %s; write it like 256M or 1G"
              .formatted(
                  text, text(RunOptions.MIN_MEMORY_BYTES), text(RunOptions.MAX_MEMORY_BYTES)));
    }
    if (bytes % RunOptions.MEMORY_UNIT_BYTES != 0) {
      throw new TypeConversionException("'" + text + "' is not a multiple of 2M");
    }
  }

  /** A size in the largest unit that divides it: {@code 16G}. */
  static String text(long bytes) {
    int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, 4);
    return unit == 0
        ? Long.toString(bytes)
        : (bytes >> (10 * unit)) + "KMGT".substring(unit - 1, unit);
  }
}
