package dev.sidestep.bench;

import java.util.Optional;

/** How a report is written on standard output. */
enum ReportFormat {
  TEXT,
  MARKDOWN,
  JSON;

  /** By its name in small letters; empty if there is none. */
  static Optional<ReportFormat> of(String word) {
    return switch (word) {
      case "text" -> Optional.of(TEXT);
      case "markdown" -> Optional.of(MARKDOWN);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
