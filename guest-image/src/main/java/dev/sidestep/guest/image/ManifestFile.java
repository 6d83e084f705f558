package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import dev.sidestep.guest.image.ImageManifest.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code image.json}, and compares it with the directory it is in. */
final class ManifestFile {
  static final String NAME = "image.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ManifestFile() {}

  static byte[] toBytes(ImageManifest manifest) {
    return JSON.writeValueAsBytes(manifest);
  }

  /** The image in {@code directory}, its files present and of the right size. */
  static GuestImage read(Path directory) {
    ImageManifest manifest = parse(directory);
    for (StoredFile file : manifest.files()) {
      requireSize(directory, file);
    }
    if (!manifest.id().equals(String.valueOf(directory.getFileName()))) {
      throw damaged(directory, "its image.json belongs to image " + manifest.id());
    }
    return new GuestImage(directory, manifest);
  }

  private static ImageManifest parse(Path directory) {
    try {
      return JSON.readValue(
          Files.readAllBytes(directory.resolve(NAME)), ImageManifest.class);
    } catch (IOException e) {
      throw new Failure(
          Reason.BAD_INPUT, sentence(directory, "its image.json cannot be read"), e);
    } catch (JacksonException e) {
      String why = "its image.json is not valid (" + e.getOriginalMessage() + ")";
      throw new Failure(Reason.BAD_INPUT, sentence(directory, why), e);
    }
  }

  private static void requireSize(Path directory, StoredFile file) {
    // A name with a slash could lead out of the directory.
    if (file.name().isEmpty() || file.name().startsWith(".") || file.name().contains("/")) {
      throw damaged(directory, "its image.json names the file '" + file.name() + "'");
    }
    try {
      long size = Files.size(directory.resolve(file.name()));
      if (size != file.bytes()) {
        throw damaged(
            directory, file.name() + " has " + size + " bytes instead of " + file.bytes());
      }
    } catch (IOException e) {
      throw new Failure(
          Reason.BAD_INPUT, sentence(directory, file.name() + " is missing or unreadable"), e);
    }
  }

  private static Failure damaged(Path directory, String why) {
    return new Failure(Reason.BAD_INPUT, sentence(directory, why));
  }

  private static String sentence(Path directory, String why) {
    return "The cached image "
        + directory
        + " is damaged: "
        + why
        + "; remove it and pull it again.";
  }
}
