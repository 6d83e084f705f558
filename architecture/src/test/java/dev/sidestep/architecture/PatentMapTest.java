package dev.sidestep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PatentMapTest {
  private static final Path DOCUMENT = Repository.ROOT.resolve("docs").resolve("patent-map.md");

  @Test
  void tagsMayNameOneNumeralSeveralOrARange() {
    PatentMap map = new PatentMap();
    map.add("a/One.java", "/**\n * @figure FIG. 7 (712)\n * @figure FIG. 2 (210-214, 218)\n */");
    map.add("b/Two.java", "  /** @figure FIG. 7 (712) */\n /** In FIG. 7 (714) nothing. */");
    map.add("b/Two.java", " * @figure FIG. 3\n");
    assertThat(map.toMarkdown())
        .endsWith(
            """
            | FIG. 2 | 210 | [`One`](../a/One.java) |
            | FIG. 2 | 212 | [`One`](../a/One.java) |
            | FIG. 2 | 214 | [`One`](../a/One.java) |
            | FIG. 2 | 218 | [`One`](../a/One.java) |
            | FIG. 3 |  | [`Two`](../b/Two.java) |
            | FIG. 7 | 712 | [`One`](../a/One.java), [`Two`](../b/Two.java) |
            """);
    assertThat(map.missing()).hasSize(24).contains("FIG. 2 (216)").doesNotContain("FIG. 7 (712)");
  }

  @Test
  void theDocumentIsUpToDate() throws IOException {
    String map = PatentMap.ofSources().toMarkdown();
    if (Boolean.getBoolean("sidestep.regenerate")) {
      Files.writeString(DOCUMENT, map);
    }
    assertThat(DOCUMENT)
        .as("run mvn -pl architecture -am verify -Dsidestep.regenerate=true")
        .content()
        .isEqualToNormalizingNewlines(map);
  }
}
