package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.guest.image.ImageManifest.PackageIndex;
import dev.sidestep.guest.image.ImageManifest.SourcePackage;
import dev.sidestep.guest.image.ImageManifest.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image is assembled from: out of packages, or out of an image that another version of
 * Sidestep made of them.
 *
 * @param kernel a Linux Image
 * @param busybox a statically linked program
 * @param modules kernel modules by their names
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes of content that nobody compares.
record ImageParts(byte[] kernel, byte[] busybox, Map<String, byte[]> modules) {
  private static final String BUSYBOX = "bin/busybox";
  private static final String MODULE_SUFFIX = ".ko";

  /** The parts of {@code image}, each as its manifest says. */
  static ImageParts of(GuestImage image) {
    byte[] initrd = read(image, ImageManifest.INITRD);
    byte[] busybox =
        CpioReader.files(
                "initial file system " + image.initrd(),
                new ByteArrayInputStream(initrd),
                BUSYBOX::equals)
            .get(BUSYBOX);
    if (busybox == null) {
      throw damaged(image, ImageManifest.INITRD);
    }
    Map<String, byte[]> modules = new TreeMap<>();
    for (StoredFile file : image.manifest().files()) {
      if (file.name().endsWith(MODULE_SUFFIX)) {
        String name = file.name().substring(0, file.name().length() - MODULE_SUFFIX.length());
        modules.put(name, read(image, file.name()));
      }
    }
    return new ImageParts(read(image, ImageManifest.KERNEL), busybox, modules);
  }

  /** Assembles the image and makes it visible. */
  GuestImage publish(ImageDraft draft, List<SourcePackage> packages, PackageIndex index) {
    draft.write(ImageManifest.KERNEL, kernel);
    draft.write(ImageManifest.INITRD, Initramfs.assemble(busybox));
    modules.forEach((name, module) -> draft.write(GuestImage.fileName(name), module));
    KernelFile.load(draft.path(ImageManifest.KERNEL)); // Refuses what is not a kernel.
    return draft.publish(
        new ImageManifest(
            DebianPull.NAME,
            draft.files(),
            GuestImage.COMMAND_LINE,
            Initramfs.initSha256(),
            packages,
            index));
  }

  private static byte[] read(GuestImage image, String name) {
    Path path = image.directory().resolve(name);
    try {
      byte[] bytes = Files.readAllBytes(path);
      boolean intact =
          image.manifest().files().stream()
              .anyMatch(file ->
                  file.name().equals(name) && file.sha256().equals(HostFiles.sha256(bytes)));
      if (!intact) {
        throw damaged(image, name);
      }
      return bytes;
    } catch (IOException e) {
      throw HostFiles.failure("read", path, e);
    }
  }

  private static Failure damaged(GuestImage image, String name) {
    return new Failure(
        Reason.BAD_INPUT,
        "The file %s of the cached image %s is damaged; remove the image and pull it again."
            .formatted(name, image.id()));
  }
}
