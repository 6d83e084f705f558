package dev.sidestep.guest.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An apt-get that serves two tiny packages from memory. */
final class FakeApt implements HostCommands {
  private final Map<String, byte[]> packages = new LinkedHashMap<>();
  private String labelledTargets = "http://host.example/debian/\n";
  private String allTargets = labelledTargets;
  private String failure = "";
  private boolean corrupt;
  private boolean absent;
  private int downloads;

  FakeApt() {
    packages.put(
        "debian-installer-13-netboot-riscv64_1_all.deb",
        TestPackages.deb(
            "debian-installer-13-netboot-riscv64",
            Map.of(
                "./usr/lib/x/riscv64/linux",
                TestPackages.image(4096),
                "./usr/lib/x/riscv64/initrd.gz",
                TestPackages.installer())));
    packages.put(
        "busybox-static_1%3a2_riscv64.deb",
        TestPackages.deb("busybox-static", Map.of("./usr/bin/busybox", TestPackages.elf())));
  }

  void targets(String labelled, String all) {
    labelledTargets = labelled;
    allTargets = all;
  }

  void fail(String printed) {
    failure = printed;
  }

  void corruptDownloads() {
    corrupt = true;
  }

  void disappear() {
    absent = true;
  }

  int downloads() {
    return downloads;
  }

  @Override
  public Result run(
      Path scratch, Map<String, String> environment, List<String> command, Runnable whileRunning)
      throws IOException {
    if (absent) {
      throw new IOException("No such file or directory");
    }
    if (command.contains("indextargets")) {
      boolean labelled = command.contains("Label: Debian");
      return new Result(0, labelled ? labelledTargets : allTargets, "");
    }
    if (!failure.isEmpty()) {
      return new Result(100, "", failure);
    }
    if (command.contains("update")) {
      String index = "Origin: Debian\nDate: Sat, 05 Sep 2026 09:00:00 UTC\n";
      Files.writeString(scratch.resolve("lists/mirror_dists_InRelease"), index);
      return new Result(0, "", "");
    }
    return command.contains("--print-uris") ? print() : download(scratch, whileRunning);
  }

  private Result print() {
    StringBuilder out = new StringBuilder();
    packages.forEach((name, bytes) ->
        out.append("'http://mirror.example/" + name + "' " + name + " " + bytes.length)
            .append(" SHA256:" + HostFiles.sha256(bytes) + "\n"));
    return new Result(0, out.toString(), "");
  }

  private Result download(Path scratch, Runnable whileRunning) throws IOException {
    downloads++;
    for (var one : packages.entrySet()) {
      byte[] bytes = corrupt ? TestPackages.with(one.getValue(), 70, 0xEE) : one.getValue();
      Files.write(scratch.resolve(one.getKey()), bytes);
      whileRunning.run();
    }
    return new Result(0, "", "");
  }
}
