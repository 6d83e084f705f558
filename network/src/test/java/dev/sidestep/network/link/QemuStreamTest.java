package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames through a QEMU without a guest, whose hub joins two stream sockets. */
class QemuStreamTest {
  private static final String QEMU = "qemu-system-riscv64";

  @Test
  void qemuSpeaksTheSameProtocol(@TempDir Path folder) throws IOException, InterruptedException {
    assumeThat(isInstalled()).as(QEMU + " is installed").isTrue();
    Path served = folder.resolve("served");
    Path ours = folder.resolve("ours");
    try (StreamPeer listening = StreamPeer.listen(new StreamAddress.Unix(ours))) {
      Process qemu = start(served, ours);
      try {
        Eventually.until(
            "QEMU", () -> listening.report().isConnected() && Eventually.isListening(served));
        try (StreamPeer connected = StreamPeer.connect(new StreamAddress.Unix(served))) {
          awaitPath(connected, listening);
          awaitPath(listening, connected);
          for (int round = 0; round < 20; round++) {
            exchange(connected, listening);
          }
        }
      } finally {
        qemu.destroyForcibly().waitFor();
      }
    }
  }

  /** QEMU takes connections some time after the system does, and drops frames until then. */
  private static void awaitPath(StreamPeer from, StreamPeer to) throws InterruptedException {
    Eventually.until(
        "a path",
        () -> {
          from.accept(Eventually.frame(60, 1));
          return to.next() != null;
        });
    byte[] last = Eventually.frame(60, 2);
    from.accept(last);
    Eventually.until("the last frame", () -> Arrays.equals(to.next(), last));
  }

  /** Not more at once than QEMU's hub takes without loss when it has to wait. */
  private static void exchange(StreamPeer one, StreamPeer other) throws InterruptedException {
    for (int mark = 0; mark < 20; mark++) {
      one.accept(Eventually.frame(60 + 73 * mark, mark));
      other.accept(Eventually.frame(1514, mark));
    }
    List<byte[]> toOther = Eventually.frames(other, 20);
    List<byte[]> toOne = Eventually.frames(one, 20);
    for (int mark = 0; mark < 20; mark++) {
      assertThat(toOther.get(mark)).isEqualTo(Eventually.frame(60 + 73 * mark, mark));
      assertThat(toOne.get(mark)).isEqualTo(Eventually.frame(1514, mark));
    }
  }

  private static Process start(Path served, Path ours) throws IOException {
    return new ProcessBuilder(
            QEMU,
            "-machine",
            "none",
            "-nodefaults",
            "-display",
            "none",
            "-netdev",
            "stream,id=a,server=on,addr.type=unix,addr.path=" + served,
            "-netdev",
            "hubport,hubid=0,id=ha,netdev=a",
            "-netdev",
            "stream,id=b,server=off,addr.type=unix,addr.path=" + ours,
            "-netdev",
            "hubport,hubid=0,id=hb,netdev=b")
        .inheritIO()
        .start();
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder(QEMU, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
