package dev.sidestep.guest.image;

import dev.sidestep.guest.image.ImageManifest.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image in the making: a directory with a dot that becomes visible by one rename. Holds the lock
 * of the cache until it is closed; closing an unpublished draft removes it.
 */
final class ImageDraft implements AutoCloseable {
  /** Names of directories that only the holder of the lock may have; any others are leftovers. */
  static final String PREFIX = ".draft-";

  private final Path images;
  private final ImageLock lock;
  private final Path directory;
  private final Path scratch;
  private final List<StoredFile> files = new ArrayList<>();

  ImageDraft(Path images, ImageLock lock) throws IOException {
    this.images = images;
    this.lock = lock;
    try {
      deleteLeftovers(images);
      directory = Files.createDirectory(images.resolve(PREFIX + "image"));
      scratch = Files.createDirectory(images.resolve(PREFIX + "scratch"));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** A directory for temporary files, removed with the draft. */
  Path scratch() {
    return scratch;
  }

  /** Where a file of the image is until it is published. */
  Path path(String name) {
    return directory.resolve(name);
  }

  /** Writes a file of the image to the disk. */
  void write(String name, byte[] bytes) {
    Path path = directory.resolve(name);
    try {
      store(path, bytes);
    } catch (IOException e) {
      throw HostFiles.failure("write", path, e);
    }
    files.add(new StoredFile(name, bytes.length, HostFiles.sha256(bytes)));
  }

  /** The files written so far, sorted by name. */
  List<StoredFile> files() {
    return files.stream().sorted(Comparator.comparing(StoredFile::name)).toList();
  }

  /** Makes the image visible; one with the same content is replaced, which repairs it. */
  GuestImage publish(ImageManifest manifest) {
    Path target = images.resolve(manifest.id());
    try {
      store(directory.resolve(ManifestFile.NAME), ManifestFile.toBytes(manifest));
      sync(directory);
      if (Files.exists(target)) {
        Files.move(target, images.resolve(PREFIX + "replaced"), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
      sync(images);
    } catch (IOException e) {
      throw HostFiles.failure("store the image", target, e);
    }
    return new GuestImage(target, manifest);
  }

  @Override
  public void close() {
    try (lock) {
      deleteLeftovers(images);
    } catch (IOException e) {
      throw HostFiles.failure("clean up", images, e);
    }
  }

  private static void deleteLeftovers(Path images) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(images, PREFIX + "*")) {
      for (Path leftover : leftovers) {
        delete(leftover);
      }
    }
  }

  /** Deletes a directory and what is in it; symbolic links are not followed. */
  static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @Nullable IOException failed)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void store(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
