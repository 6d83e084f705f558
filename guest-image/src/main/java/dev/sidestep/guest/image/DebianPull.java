package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.guest.image.ImageManifest.PackageIndex;
import dev.sidestep.guest.image.ImageManifest.SourcePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the default image from two packages of the Debian mirror that this host already uses: the
 * kernel of the installer's network boot with the modules beside it, and a statically linked
 * busybox.
 */
public final class DebianPull {
  /** The name of the image. */
  public static final String NAME = "debian-13";

  private static final String KERNEL_PACKAGE = "debian-installer-13-netboot-riscv64";
  private static final String BUSYBOX_PACKAGE = "busybox-static";
  private static final List<String> PACKAGES = List.of(KERNEL_PACKAGE, BUSYBOX_PACKAGE);

  private final ImageStore store;
  private final Map<String, String> environment;
  private final HostCommands commands;
  private final Path keyring;

  DebianPull(
      ImageStore store, Map<String, String> environment, HostCommands commands, Path keyring) {
    this.store = store;
    this.environment = environment;
    this.commands = commands;
    this.keyring = keyring;
  }

  /** A pull into {@code store}. {@code environment} is that of the process, or of a test. */
  public static DebianPull into(ImageStore store, Map<String, String> environment) {
    return new DebianPull(store, environment, new SystemCommands(), AptDirectory.KEYRING);
  }

  /**
   * Fetches, checks and stores the image, about 63 MB. If the cache has the image of the packages
   * that the mirror offers now, nothing but the index is fetched: that image is returned, or
   * assembled anew if another version of Sidestep made it.
   *
   * @throws Failure NO_NETWORK, NOT_TRUSTED, NOT_FOUND, BAD_INPUT, USAGE or HOST; nothing is stored
   */
  public GuestImage run(PullProgress progress) {
    try (ImageDraft draft = store.begin(progress)) {
      progress.step("Find the mirror");
      DebianMirror mirror = DebianMirror.find(environment, draft.scratch(), commands);
      AptDirectory apt = new AptDirectory(draft.scratch(), mirror, keyring, commands);
      progress.step("Fetch the index");
      InRelease release = apt.update();
      List<AptFile> files = apt.plan(PACKAGES);
      Optional<GuestImage> known = alreadyStored(files);
      if (known.isPresent()) {
        GuestImage image = known.get();
        GuestImage current = image.isCurrent() ? image : renew(draft, image, progress);
        progress.finished();
        return current;
      }
      progress.step("Download");
      apt.download(PACKAGES, files, progress);
      progress.step("Unpack");
      PackageIndex index =
          new PackageIndex(mirror.url(), AptDirectory.SUITE, release.date(), release.signers());
      GuestImage image = assemble(draft, apt, files, index);
      progress.finished();
      return image;
    }
  }

  /**
   * Assembles an image of another version of Sidestep anew, out of its own parts and without the
   * network. {@code old} has to have every driver; it stays.
   *
   * @throws Failure BAD_INPUT if its files are not what its manifest says; HOST
   */
  public static GuestImage renew(ImageStore store, GuestImage old, PullProgress progress) {
    try (ImageDraft draft = store.begin(progress)) {
      // Another process may have done it while this one waited for the lock.
      Optional<GuestImage> done =
          store.list().stream()
              .filter(image -> image.isCurrent() && image.name().equals(old.name()))
              .findFirst();
      GuestImage image = done.isPresent() ? done.get() : renew(draft, old, progress);
      progress.finished();
      return image;
    }
  }

  private static GuestImage renew(ImageDraft draft, GuestImage old, PullProgress progress) {
    progress.step("Assemble the image of another version anew");
    return ImageParts.of(old).publish(draft, old.manifest().packages(), old.manifest().source());
  }

  /** The image of these packages that has every driver, a current one first. */
  private Optional<GuestImage> alreadyStored(List<AptFile> files) {
    List<String> wanted = files.stream().map(AptFile::sha256).sorted().toList();
    return store.list().stream()
        .filter(GuestImage::hasDrivers)
        .filter(image ->
            image.manifest().packages().stream()
                .map(SourcePackage::sha256)
                .sorted()
                .toList()
                .equals(wanted))
        .min(Comparator.comparing(image -> !image.isCurrent()));
  }

  private GuestImage assemble(
      ImageDraft draft, AptDirectory apt, List<AptFile> files, PackageIndex index) {
    List<SourcePackage> packages = new ArrayList<>();
    byte[] busybox = new byte[0];
    byte[] kernel = new byte[0];
    Map<String, byte[]> modules = Map.of();
    for (AptFile file : files) {
      DebPackage deb = new DebPackage(apt.path(file));
      packages.add(describe(apt.path(file), file, deb));
      if (file.packageName().equals(KERNEL_PACKAGE)) {
        List<byte[]> boot = deb.files("/riscv64/linux", "/riscv64/initrd.gz");
        kernel = boot.get(0);
        modules = InstallerModules.extract(boot.get(1), GuestImage.DRIVERS);
      } else {
        busybox = deb.file("/bin/busybox");
      }
    }
    return new ImageParts(kernel, busybox, modules).publish(draft, packages, index);
  }

  private static SourcePackage describe(Path path, AptFile file, DebPackage deb) {
    String actual;
    try {
      actual = Files.exists(path) ? HostFiles.sha256(path, done -> {}) : "";
    } catch (IOException e) {
      throw HostFiles.failure("read the package", path, e);
    }
    if (!actual.equals(file.sha256())) {
      throw new Failure(
          Reason.NOT_TRUSTED,
          "The downloaded package "
              + file.name()
              + " is not the one that the signed index names, so nothing was kept; pull again.");
    }
    Map<String, String> control = deb.control();
    return new SourcePackage(
        control.getOrDefault("Package", file.packageName()),
        control.getOrDefault("Version", "unknown"),
        control.getOrDefault("Architecture", "unknown"),
        file.bytes(),
        file.sha256());
  }
}
