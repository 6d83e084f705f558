package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.guest.image.DamagedImage;
import dev.sidestep.guest.image.DebianPull;
import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.ImageManifest.SourcePackage;
import dev.sidestep.guest.image.ImageManifest.StoredFile;
import dev.sidestep.guest.image.ImageStore;
import dev.sidestep.guest.image.ImageVerification;
import dev.sidestep.guest.image.PullProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The image library over the cache of this user. */
final class CachedImages implements ImageLibrary {
  private final Map<String, String> environment;
  private final Path cache;
  private final ImageStore store;

  /** The images in the cache that {@code environment} names. */
  CachedImages(Map<String, String> environment) {
    this.environment = environment;
    this.cache = ImageStore.defaultDirectory(environment);
    this.store = new ImageStore(cache);
  }

  @Override
  public Path cache() {
    return cache;
  }

  @Override
  public List<ImageSummary> list() {
    List<ImageSummary> all = new ArrayList<>();
    store.list().forEach(image -> all.add(summary(image)));
    store.damaged().forEach(image -> all.add(summary(image)));
    return all;
  }

  /**
   * The image of that name or hash. The one that can be fetched is fetched first if it is not
   * cached. What another version of Sidestep made is assembled anew out of its own parts, or
   * fetched anew if it lacks some.
   */
  GuestImage obtain(String name, boolean offline, Progress progress) {
    if (!name.equals(DebianPull.NAME)) {
      return store.find(name);
    }
    List<GuestImage> cached =
        store.list().stream().filter(image -> image.name().equals(name)).toList();
    Optional<GuestImage> current = cached.stream().filter(GuestImage::isCurrent).findFirst();
    if (current.isPresent()) {
      return current.get();
    }
    Optional<GuestImage> whole = cached.stream().filter(GuestImage::hasDrivers).findFirst();
    if (whole.isPresent()) {
      return DebianPull.renew(store, whole.get(), new Relay(progress));
    }
    if (offline) {
      throw new Failure(
          Failure.Reason.NOT_FOUND,
          "No present guest image %s is cached, and --offline forbids to fetch it; ".formatted(name)
              + "run \"sidestep image pull\" once with a network, or use --kernel or --selftest.");
    }
    if (!cached.isEmpty()) {
      progress.phase("The cached image lacks drivers of network cards, so it is fetched anew");
    }
    return DebianPull.into(store, environment).run(new Relay(progress));
  }

  @Override
  public ImageSummary pull(String name, Progress progress) {
    if (!name.equals(DebianPull.NAME)) {
      throw new Failure(
          Failure.Reason.NOT_FOUND,
          "There is no image '%s' to fetch; there is %s.".formatted(name, DebianPull.NAME));
    }
    return summary(DebianPull.into(store, environment).run(new Relay(progress)));
  }

  @Override
  public List<FileCheck> verify(String name, Progress progress) {
    return store.verify(store.find(name), new Relay(progress)).files().stream()
        .map(file -> new FileCheck(file.name(), file.state() == ImageVerification.State.INTACT))
        .toList();
  }

  @Override
  public ImageSummary remove(String name) {
    for (DamagedImage image : store.damaged()) {
      if (hash(image).equals(name)) {
        store.remove(image);
        return summary(image);
      }
    }
    GuestImage image = store.find(name);
    store.remove(image);
    return summary(image);
  }

  private static ImageSummary summary(GuestImage image) {
    return new ImageSummary(
        image.name(),
        image.id(),
        image.manifest().packages().stream()
            .map(CachedImages::text)
            .collect(Collectors.joining(", ")),
        String.join(", ", image.manifest().source().signers()),
        image.manifest().files().stream().mapToLong(StoredFile::bytes).sum());
  }

  private static ImageSummary summary(DamagedImage image) {
    return new ImageSummary("(damaged)", hash(image), image.why(), "", 0);
  }

  private static String hash(DamagedImage image) {
    return String.valueOf(image.directory().getFileName());
  }

  private static String text(SourcePackage source) {
    return source.name() + " " + source.version();
  }

  /** Passes the progress of a pull on in our words. */
  private record Relay(Progress progress) implements PullProgress {
    @Override
    public void step(String name) {
      progress.phase(name);
    }

    @Override
    public void advanced(long doneBytes, long totalBytes) {
      progress.advance(doneBytes, totalBytes);
    }

    @Override
    public void finished() {}
  }
}
