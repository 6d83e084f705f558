package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("network")
class RealPullTest {
  @Test
  void pullsFromTheMirrorOfThisHost(@TempDir Path cache) {
    boolean wanted = "1".equals(System.getenv("SIDESTEP_TEST_NETWORK"));
    if (!wanted) {
      System.out.println("Skipped: a real pull loads 63 MB; set SIDESTEP_TEST_NETWORK=1 for it.");
    }
    assumeTrue(wanted, "SIDESTEP_TEST_NETWORK is not 1");
    ImageStore store = new ImageStore(cache);
    var progress = new ProgressBar(System.out, ProgressBar.Style.LINES);
    GuestImage image = DebianPull.into(store, System.getenv()).run(progress);
    System.out.println(image.manifest());
    assertThat(store.verify(image, PullProgress.SILENT).isIntact()).isTrue();
    assertThat(KernelFile.load(image.kernel()).kind()).isEqualTo(KernelFile.Kind.IMAGE);
    assertThat(image.manifest().source().signers()).isNotEmpty();
  }
}
