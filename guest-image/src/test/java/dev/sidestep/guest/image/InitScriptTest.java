package dev.sidestep.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitScriptTest {
  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir private Path directory;

  @Test
  void aShellCanReadIt() throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "This host has no /bin/sh");
    Path file = Files.writeString(directory.resolve("init.sh"), script());
    Process shell =
        new ProcessBuilder(List.of(SHELL.toString(), "-n", file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void everyOrderIsDescribed() throws IOException {
    String script = script();
    String orders =
        script.substring(script.indexOf("case $order in"), script.indexOf("done\n  finish"));
    var order = Pattern.compile("(?m)^ {6}([a-z]+)\\)").matcher(orders);
    assertThat(order.results().map(found -> found.group(1)))
        .contains("up", "bye")
        .allSatisfy(name -> assertThat(script).containsPattern("(?m)^#   " + name + "( |$)"));
  }

  private static String script() throws IOException {
    try (InputStream in = Initramfs.class.getResourceAsStream("init.sh")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
