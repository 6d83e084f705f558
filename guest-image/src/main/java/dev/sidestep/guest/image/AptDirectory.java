package dev.sidestep.guest.image;

import dev.sidestep.base.Failure;
import dev.sidestep.base.Failure.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An apt of our own in a private directory: it fetches riscv64 packages as any user, without
 * changing the host's list of architectures or sources. apt itself checks the signature of the
 * index against Debian's keyring, and the hash of each file against the index.
 */
final class AptDirectory {
  /** The keyring of the Debian package debian-archive-keyring. */
  static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  /** The Debian release whose packages are used. */
  static final String SUITE = "trixie";

  private final Path root;
  private final DebianMirror mirror;
  private final HostCommands commands;

  AptDirectory(Path root, DebianMirror mirror, Path keyring, HostCommands commands) {
    this.root = root;
    this.mirror = mirror;
    this.commands = commands;
    if (!Files.isReadable(keyring)) {
      throw new Failure(
          Reason.NOT_FOUND,
          "The keyring "
              + keyring
              + " is missing, so packages cannot be checked; install debian-archive-keyring, or"
              + " pass a kernel of your own with --kernel.");
    }
    configure(keyring);
  }

  /** Fetches the index and checks its signature. */
  InRelease update() {
    run(() -> {}, "apt-get", "-q", "update");
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(root.resolve("lists"), "*_InRelease")) {
      for (Path list : lists) {
        return InRelease.parse(Files.readString(list));
      }
    } catch (IOException e) {
      throw HostFiles.failure("read the package index in", root, e);
    }
    throw AptErrors.failure(mirror.url(), "E: apt stored no signed index");
  }

  /** What a download of {@code packages} would fetch. */
  List<AptFile> plan(List<String> packages) {
    List<AptFile> files = AptFile.parse(download(() -> {}, packages, "--print-uris"));
    if (files.size() != packages.size()) {
      throw AptErrors.failure(mirror.url(), "E: Unable to locate package: " + packages);
    }
    return files;
  }

  /** Downloads packages into this directory. */
  void download(List<String> packages, List<AptFile> files, PullProgress progress) {
    long total = files.stream().mapToLong(AptFile::bytes).sum();
    download(() -> progress.advanced(downloaded(files), total), packages);
    progress.advanced(total, total);
  }

  /** Where a downloaded file is. apt writes the colon of an epoch as %3a. */
  Path path(AptFile file) {
    return root.resolve(file.name());
  }

  private String download(Runnable whileRunning, List<String> packages, String... options) {
    List<String> command = new ArrayList<>(List.of("apt-get", "-q"));
    command.addAll(List.of(options));
    command.add("download");
    command.addAll(packages);
    return run(whileRunning, command.toArray(String[]::new));
  }

  private String run(Runnable whileRunning, String... command) {
    Map<String, String> environment =
        Map.of("APT_CONFIG", root.resolve("apt.conf").toString(), "LC_ALL", "C");
    try {
      var result = commands.run(root, environment, List.of(command), whileRunning);
      if (result.status() != 0) {
        throw AptErrors.failure(mirror.url(), result.errors() + "\n" + result.output());
      }
      return result.output();
    } catch (IOException e) {
      throw DebianMirror.noApt(e);
    }
  }

  private void configure(Path keyring) {
    try {
      for (String directory : List.of("lists/partial", "cache/archives/partial", "empty")) {
        Files.createDirectories(root.resolve(directory));
      }
      Files.writeString(
          root.resolve("sources.list"),
          "deb [arch=riscv64 signed-by=%s] %s %s main\n".formatted(keyring, mirror.url(), SUITE));
      Files.writeString(root.resolve("apt.conf"), configuration());
    } catch (IOException e) {
      throw HostFiles.failure("prepare a directory for apt in", root, e);
    }
  }

  private String configuration() {
    if (root.toString().matches(".*[\"\\\\\n].*")) {
      throw new Failure(
          Reason.USAGE,
          "apt cannot work in " + root + ", whose name has a quote in it; set SIDESTEP_CACHE.");
    }
    // Error-Mode: without it, an index that cannot be fetched is only a warning.
    return """
        APT::Architecture "riscv64";
        #clear APT::Architectures;
        APT::Architectures { "riscv64"; };
        APT::Sandbox::User "";
        APT::Update::Error-Mode "any";
        Acquire::Languages "none";
        Acquire::Retries "1";
        Acquire::http::Timeout "30";
        Acquire::https::Timeout "30";
        Dir::Etc::sourcelist "%1$s/sources.list";
        Dir::Etc::sourceparts "%1$s/empty";
        Dir::Etc::preferences "%1$s/preferences";
        Dir::Etc::preferencesparts "%1$s/empty";
        Dir::State "%1$s";
        Dir::State::lists "%1$s/lists";
        Dir::State::status "/dev/null";
        Dir::Cache "%1$s/cache";
        """
        .formatted(root);
  }

  private long downloaded(List<AptFile> files) {
    long bytes = 0;
    for (AptFile file : files) {
      Path partial = root.resolve("cache/archives/partial").resolve(file.name());
      bytes += Math.max(size(path(file)), size(partial));
    }
    return bytes;
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException _) {
      return 0; // Not there yet, or moved just now.
    }
  }
}
