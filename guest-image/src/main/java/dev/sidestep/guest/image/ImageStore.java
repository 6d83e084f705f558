package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.guest.image.ImageManifest.StoredFile;
import dev.sidestep.guest.image.ImageVerification.FileCheck;
import dev.sidestep.guest.image.ImageVerification.State;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cache of guest images: {@code images/<sha256>/image.json} and the files that it lists.
 *
 * <p>An image is assembled beside the others in a directory that starts with a dot, and renamed
 * when it is whole, so a half-written one is never seen. May be shared by threads and processes.
 */
public final class ImageStore {
  private static final Pattern IMAGE_DIRECTORY = Pattern.compile("[0-9a-f]{64}");
  private static final int SHORTEST_PREFIX = 4;

  private final Path images;

  /** The cache below {@code cache}, which is made when the first image is stored. */
  public ImageStore(Path cache) {
    images = cache.toAbsolutePath().resolve("images");
  }

  /**
   * {@code $SIDESTEP_CACHE}, else {@code $XDG_CACHE_HOME/sidestep}, else {@code
   * ~/.cache/sidestep}. A relative {@code XDG_CACHE_HOME} is ignored, as its specification asks.
   */
  public static Path defaultDirectory(Map<String, String> environment) {
    String own = environment.getOrDefault("SIDESTEP_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) {
      return Path.of(xdg, "sidestep");
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isEmpty()) {
      throw new Failure(
          Reason.USAGE, "No cache directory is known: set SIDESTEP_CACHE, or HOME, to a directory.");
    }
    return Path.of(home, ".cache", "sidestep");
  }

  /** Whole images, by name and then from the newest. Sizes are compared, hashes are not. */
  public List<GuestImage> list() {
    List<GuestImage> whole = new ArrayList<>();
    scan(whole::add, damaged -> {});
    whole.sort(
        Comparator.comparing(GuestImage::name)
            .thenComparing(ImageStore::indexDate, Comparator.reverseOrder())
            .thenComparing(GuestImage::id));
    return whole;
  }

  /** Directories that look like an image and are none. */
  public List<DamagedImage> damaged() {
    List<DamagedImage> damaged = new ArrayList<>();
    scan(image -> {}, damaged::add);
    damaged.sort(Comparator.comparing(DamagedImage::directory));
    return damaged;
  }

  /**
   * The newest image of a name, or the one whose hash starts with at least four given digits.
   *
   * @throws Failure NOT_FOUND; USAGE if several hashes match; BAD_INPUT if it is damaged
   */
  public GuestImage find(String nameOrPrefix) {
    List<GuestImage> all = list();
    for (GuestImage image : all) {
      if (image.name().equals(nameOrPrefix)) {
        return image;
      }
    }
    boolean tooShort = nameOrPrefix.length() < SHORTEST_PREFIX;
    List<GuestImage> matches =
        tooShort ? List.of() : all.stream().filter(i -> i.id().startsWith(nameOrPrefix)).toList();
    return switch (matches.size()) {
      case 1 -> matches.getFirst();
      case 0 -> throw notFound(nameOrPrefix, all);
      default ->
          throw new Failure(
              Reason.USAGE, "Several images start with " + nameOrPrefix + "; give more digits.");
    };
  }

  /** Hashes every file of an image again. {@code progress} is told of one step a file. */
  public ImageVerification verify(GuestImage image, PullProgress progress) {
    List<FileCheck> checks = new ArrayList<>();
    for (StoredFile file : image.manifest().files()) {
      progress.step("Verify " + file.name());
      checks.add(check(image.directory().resolve(file.name()), file, progress));
    }
    progress.finished();
    return new ImageVerification(image, checks);
  }

  /** Removes an image; its files go even if something still reads them. */
  public void remove(GuestImage image) {
    remove(image.directory());
  }

  /** Removes what is left of an image. */
  public void remove(DamagedImage image) {
    remove(image.directory());
  }

  /**
   * Starts a new image, alone: waits for another writer, and clears away what a killed one left.
   *
   * @throws Failure HOST if the cache cannot be written
   */
  ImageDraft begin(PullProgress progress) {
    try {
      Files.createDirectories(images);
      return new ImageDraft(images, ImageLock.acquire(images, progress));
    } catch (IOException e) {
      throw HostFiles.failure("write the image cache", images, e);
    }
  }

  private void remove(Path directory) {
    try (ImageLock _ = ImageLock.acquire(images, PullProgress.SILENT)) {
      // Out of sight in one step, then piece by piece.
      Path hidden = images.resolve(ImageDraft.PREFIX + "removed-" + directory.getFileName());
      Files.move(directory, hidden, StandardCopyOption.ATOMIC_MOVE);
      ImageDraft.delete(hidden);
    } catch (IOException e) {
      throw HostFiles.failure("remove the image", directory, e);
    }
  }

  private void scan(Consumer<GuestImage> whole, Consumer<DamagedImage> damaged) {
    if (Files.notExists(images)) {
      return;
    }
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(images)) {
      for (Path directory : directories) {
        if (IMAGE_DIRECTORY.matcher(directory.getFileName().toString()).matches()) {
          classify(directory, whole, damaged);
        }
      }
    } catch (IOException e) {
      throw HostFiles.failure("read the image cache", images, e);
    }
  }

  private static void classify(
      Path directory, Consumer<GuestImage> whole, Consumer<DamagedImage> damaged) {
    try {
      whole.accept(ManifestFile.read(directory));
    } catch (Failure e) {
      damaged.accept(new DamagedImage(directory, String.valueOf(e.getMessage())));
    }
  }

  private Failure notFound(String nameOrPrefix, List<GuestImage> all) {
    for (DamagedImage image : damaged()) {
      boolean named = nameOrPrefix.length() >= SHORTEST_PREFIX;
      if (named && image.directory().getFileName().toString().startsWith(nameOrPrefix)) {
        return new Failure(Reason.BAD_INPUT, image.why());
      }
    }
    String names = all.stream().map(GuestImage::name).distinct().collect(Collectors.joining(", "));
    return new Failure(
        Reason.NOT_FOUND,
        "There is no image '"
            + nameOrPrefix
            + "' in "
            + images
            + (names.isEmpty() ? ", which has none" : ", which has " + names)
            + "; pull one with 'sidestep image pull'.");
  }

  private static FileCheck check(Path path, StoredFile file, PullProgress progress) {
    try {
      String actual = HostFiles.sha256(path, done -> progress.advanced(done, file.bytes()));
      State state = actual.equals(file.sha256()) ? State.INTACT : State.CHANGED;
      return new FileCheck(file.name(), state, file.sha256(), actual);
    } catch (IOException _) {
      return new FileCheck(file.name(), State.UNREADABLE, file.sha256(), "");
    }
  }

  private static Instant indexDate(GuestImage image) {
    try {
      return ZonedDateTime.parse(
              image.manifest().source().date().replace(" UTC", " GMT"),
              DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }
}
