package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.guest.image.ImageManifest.StoredFile;
import dev.sidestep.guest.image.ImageVerification.State;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianPullTest {
  private static final Map<String, String> MIRROR =
      Map.of(DebianMirror.VARIABLE, "http://mirror.example/debian");

  @TempDir private Path cache;
  private final FakeApt apt = new FakeApt();
  private ImageStore store;
  private Path keyring;

  @BeforeEach
  void prepare() throws IOException {
    store = new ImageStore(cache);
    keyring = Files.createFile(cache.resolve("keyring.gpg"));
  }

  @Test
  void storesAnImageThatIsFoundAndVerified() throws IOException {
    GuestImage image = pull(MIRROR);
    assertThat(store.list()).containsExactly(image);
    assertThat(store.find("debian-13")).isEqualTo(image);
    assertThat(store.find(image.id().substring(0, 6))).isEqualTo(image);
    assertThat(store.verify(image, PullProgress.SILENT).isIntact()).isTrue();
    assertThat(KernelFile.load(image.kernel()).imageSize()).isEqualTo(4096);
    assertThat(InitrdFile.load(image.initrd()).bytes().remaining()).isPositive();
    assertThat(image.manifest().source().mirror()).isEqualTo("http://mirror.example/debian/");
    assertThat(image.manifest().source().date()).isEqualTo("Sat, 05 Sep 2026 09:00:00 UTC");
    assertThat(image.manifest().packages()).extracting(p -> p.version()).containsOnly("1:2-3");
    assertThat(image.commandLine("quiet")).isEqualTo(GuestImage.COMMAND_LINE + " quiet");
    assertThat(hidden()).containsExactly(".lock");
  }

  @Test
  void fetchesNothingTwice() {
    GuestImage first = pull(MIRROR);
    assertThat(pull(MIRROR)).isEqualTo(first);
    assertThat(apt.downloads()).isEqualTo(1);
  }

  @Test
  void hasTheDriversOfNetworkCards() {
    GuestImage image = pull(MIRROR);
    assertThat(image.manifest().files()).extracting(f -> f.name()).contains("mii.ko", "e1000.ko");
    assertThat(image.modules(List.of())).isEmpty();
    List<ExtraFile> files = image.modules(List.of("pcnet32", "virtio_net"));
    assertThat(new String(files.getLast().bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("mii\npcnet32\nfailover\nnet_failover\nvirtio_net\n");
    assertThat(files).extracting(ExtraFile::path).contains("/modules/mii.ko", "/modules/order");
    Failure failure = refusal(() -> image.modules(List.of("ne2k")));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void assemblesAnImageOfAnotherVersionAnewWithoutADownload() throws IOException {
    GuestImage other = madeByAnotherVersion(pull(MIRROR));
    assertThat(other.isCurrent()).isFalse();
    GuestImage renewed = DebianPull.renew(store, other, PullProgress.SILENT);
    assertThat(renewed.isCurrent()).isTrue();
    assertThat(renewed.manifest().packages()).isEqualTo(other.manifest().packages());
    store.remove(renewed);
    assertThat(pull(MIRROR)).isEqualTo(renewed);
    assertThat(apt.downloads()).isEqualTo(1);
  }

  @Test
  void anImageWithoutDriversIsDownloadedAnew() throws IOException {
    GuestImage old = madeByAnotherVersion(pull(MIRROR), "e1000.ko");
    assertThat(old.hasDrivers()).isFalse();
    assertThat(pull(MIRROR).isCurrent()).isTrue();
    assertThat(apt.downloads()).isEqualTo(2);
  }

  @Test
  void aDamagedImageIsNotMadeIntoANewOne() throws IOException {
    GuestImage other = madeByAnotherVersion(pull(MIRROR));
    Files.write(other.kernel(), TestPackages.with(TestPackages.image(4096), 99, 1));
    Failure failure = refusal(() -> DebianPull.renew(store, other, PullProgress.SILENT));
    assertThat(failure).hasMessageContaining("kernel").hasMessageContaining("damaged");
  }

  /** {@code image} with another /init, in place of it. */
  private GuestImage madeByAnotherVersion(GuestImage image, String... without) throws IOException {
    byte[] initrd = Files.readAllBytes(image.initrd());
    byte[] text = "terminal holds".getBytes(StandardCharsets.US_ASCII);
    int at = new String(initrd, StandardCharsets.ISO_8859_1).indexOf("terminal holds");
    System.arraycopy(
        "TERMINAL HOLDS".getBytes(StandardCharsets.US_ASCII), 0, initrd, at, text.length);
    ImageManifest now = image.manifest();
    GuestImage other;
    try (ImageDraft draft = store.begin(PullProgress.SILENT)) {
      for (StoredFile file : now.files()) {
        byte[] bytes = Files.readAllBytes(image.directory().resolve(file.name()));
        if (!List.of(without).contains(file.name())) {
          draft.write(file.name(), file.name().equals(ImageManifest.INITRD) ? initrd : bytes);
        }
      }
      other =
          draft.publish(
              new ImageManifest(
                  now.name(),
                  draft.files(),
                  now.commandLine(),
                  "00",
                  now.packages(),
                  now.source()));
    }
    store.remove(image);
    return other;
  }

  @Test
  void repairsAChangedImage() throws IOException {
    GuestImage image = pull(MIRROR);
    Files.write(image.kernel(), new byte[5]);
    assertThat(store.list()).isEmpty();
    assertThat(store.damaged().getFirst().why()).contains("kernel has 5 bytes instead of 4096");
    assertThat(pull(MIRROR)).isEqualTo(image);
    assertThat(store.damaged()).isEmpty();
  }

  @Test
  void reportsEachFileThatChanged() throws IOException {
    GuestImage image = pull(MIRROR);
    Files.write(image.kernel(), TestPackages.with(TestPackages.image(4096), 99, 1));
    Files.delete(image.initrd());
    ImageVerification verification = store.verify(image, PullProgress.SILENT);
    assertThat(verification.isIntact()).isFalse();
    assertThat(verification.files())
        .extracting(file -> file.state())
        .containsOnlyOnce(State.UNREADABLE, State.CHANGED)
        .contains(State.INTACT);
  }

  @Test
  void saysWhyAnImageIsDamaged() throws IOException {
    GuestImage image = pull(MIRROR);
    Path manifest = image.directory().resolve(ManifestFile.NAME);
    String good = Files.readString(manifest);
    for (String bad : List.of("{", "{}", "", good.replace("\"kernel\"", "\"../kernel\""))) {
      Files.writeString(manifest, bad);
      assertThat(store.damaged()).hasSize(1);
      Failure failure = refusal(() -> store.find(image.id()));
      assertThat(failure.reason()).isEqualTo(Reason.BAD_INPUT);
      assertThat(failure).hasMessageContaining("image.json");
    }
    store.remove(store.damaged().getFirst());
    assertThat(store.damaged()).isEmpty();
  }

  @Test
  void removesImagesAndKnowsNoneAfterwards() throws IOException {
    store.remove(pull(MIRROR));
    assertThat(hidden()).containsExactly(".lock");
    Failure failure = refusal(() -> store.find("debian-13"));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(failure).hasMessageContaining("sidestep image pull");
  }

  @Test
  void clearsAwayWhatAKilledPullLeft() throws IOException {
    Path leftover = Files.createDirectories(cache.resolve("images/.draft-image/part"));
    Files.write(leftover.resolve("kernel"), new byte[9]);
    assertThat(store.list()).isEmpty();
    pull(MIRROR);
    assertThat(hidden()).containsExactly(".lock");
  }

  @Test
  void refusesACacheThatIsAFile() throws IOException {
    store = new ImageStore(Files.createFile(cache.resolve("file")));
    Failure failure = refusal(() -> pull(MIRROR));
    assertThat(failure.reason()).isEqualTo(Reason.HOST);
    assertThat(failure).hasMessageContaining("a file is where a directory is needed");
  }

  @Test
  void choosesTheCacheDirectory() {
    assertThat(ImageStore.defaultDirectory(Map.of("SIDESTEP_CACHE", "/c", "HOME", "/h")))
        .isEqualTo(Path.of("/c"));
    assertThat(ImageStore.defaultDirectory(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/x/sidestep"));
    assertThat(ImageStore.defaultDirectory(Map.of("XDG_CACHE_HOME", "x", "HOME", "/h")))
        .isEqualTo(Path.of("/h/.cache/sidestep"));
    assertThat(refusal(() -> ImageStore.defaultDirectory(Map.of())).reason())
        .isEqualTo(Reason.USAGE);
  }

  @Test
  void findsTheMirrorOfTheHost() {
    assertThat(pull(Map.of()).manifest().source().mirror())
        .isEqualTo("http://host.example/debian/");
    apt.targets("", "http://s.example/debian-security/\nhttp://fresh.example/debian\n");
    assertThat(DebianMirror.find(Map.of(), cache, apt).url())
        .isEqualTo("http://fresh.example/debian/");
    apt.targets("", "");
    assertThat(refusal(() -> pull(Map.of()))).hasMessageContaining("uses no Debian mirror");
    assertThat(refusal(() -> pull(Map.of(DebianMirror.VARIABLE, "x y"))).reason())
        .isEqualTo(Reason.USAGE);
  }

  @Test
  void saysWhyAptFailed() {
    failsWith(Reason.NO_NETWORK, "E: Failed to fetch x  Could not resolve 'mirror.example'");
    failsWith(Reason.NOT_TRUSTED, "W: GPG error: x: NO_PUBKEY 0E98404D386FA1D9");
    failsWith(Reason.NOT_TRUSTED, "E: Failed to fetch x  Hash Sum mismatch");
    failsWith(Reason.NOT_FOUND, "E: Unable to locate package busybox-static");
    failsWith(Reason.HOST, "E: Write error - write (28: No space left on device)");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void refusesFilesThatTheIndexDoesNotName() {
    apt.corruptDownloads();
    assertThat(refusal(() -> pull(MIRROR)).reason()).isEqualTo(Reason.NOT_TRUSTED);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void needsAptAndAKeyring() throws IOException {
    apt.disappear();
    assertThat(refusal(() -> pull(MIRROR))).hasMessageContaining("--kernel");
    Files.delete(keyring);
    assertThat(refusal(() -> pull(MIRROR))).hasMessageContaining("install debian-archive-keyring");
  }

  private void failsWith(Reason reason, String printed) {
    apt.fail(printed);
    Failure failure = refusal(() -> pull(MIRROR));
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure).hasMessageContaining(printed);
  }

  private GuestImage pull(Map<String, String> environment) {
    return new DebianPull(store, environment, apt, keyring).run(PullProgress.SILENT);
  }

  private List<String> hidden() throws IOException {
    try (var entries = Files.list(cache.resolve("images"))) {
      return entries.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".")).toList();
    }
  }

  private static Failure refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Failure.class, call);
  }
}
