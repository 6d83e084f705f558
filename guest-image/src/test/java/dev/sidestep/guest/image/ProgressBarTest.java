package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.guest.image.ProgressBar.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  @Test
  void drawsABarOverItself() {
    assertThat(show(Style.BAR))
        .contains("\rDownload", "[###############---------------]  50 %")
        .endsWith("\n");
  }

  @Test
  void writesALineAtEachTenth() {
    assertThat(show(Style.LINES).lines())
        .startsWith("Download", "Download 10 % of 1.0 MB")
        .endsWith("Download 100 % of 1.0 MB")
        .hasSize(11);
  }

  @Test
  void writesAnObjectALine() {
    assertThat(show(Style.JSON).lines())
        .startsWith("{\"step\":\"Download\",\"doneBytes\":0,\"totalBytes\":0}")
        .endsWith("{\"step\":\"Download\",\"doneBytes\":1000000,\"totalBytes\":1000000}");
  }

  private static String show(Style style) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
    bar.step("Download");
    for (long done = 0; done <= 1_000_000; done += 1000) {
      bar.advanced(done, 1_000_000);
    }
    bar.finished();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
