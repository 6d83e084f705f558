package dev.sidestep.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.control.ImageLibrary.ImageSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachedImagesTest {
  private static final String HASH = "ab".repeat(32);

  @TempDir private Path scratch;
  private CachedImages images;

  @BeforeEach
  void open() {
    images = new CachedImages(Map.of("SIDESTEP_CACHE", scratch.toString()));
  }

  @Test
  void anEmptyCacheHasNone() {
    assertThat(images.cache()).isEqualTo(scratch);
    assertThat(images.list()).isEmpty();
    assertThat(reasonOf(() -> images.verify("debian-13", Progress.NONE)))
        .isEqualTo(Failure.Reason.NOT_FOUND);
  }

  @Test
  void onlyKnownImagesCanBeFetched() {
    assertThat(reasonOf(() -> images.pull("gentoo", Progress.NONE)))
        .isEqualTo(Failure.Reason.NOT_FOUND);
  }

  @Test
  void aDamagedImageIsShownAndCanBeRemoved() throws Exception {
    Files.createDirectories(scratch.resolve("images").resolve(HASH));
    assertThat(images.list()).extracting(ImageSummary::hash).containsExactly(HASH);
    assertThat(images.remove(HASH).name()).isEqualTo("(damaged)");
    assertThat(images.list()).isEmpty();
  }

  private static Failure.Reason reasonOf(Runnable action) {
    Failure[] seen = new Failure[1];
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(Failure.class, failure -> seen[0] = failure);
    return seen[0].reason();
  }
}
