package dev.sidestep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code ./sidestep} in a made-up checkout, with made-up JDKs and a Maven that builds none.
 */
final class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "date",
          "find",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "tail",
          "touch");

  /** Counts its runs, shouts if two run at once, and says and returns what the test asked for. */
  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      mkdir busy || echo two at once >> overlap
      echo "$JAVA25_HOME $*" >> runs
      sleep "${FAKE_SECONDS:-0}"
      printf '%s\\n' "${FAKE_SAYS:-}"
      rm -rf busy
      [ -z "${FAKE_SAYS:-}" ] || exit 1
      mkdir -p cli/target/lib
      touch cli/target/sidestep-cli-1.jar
      """;

  /**
   * Says where it is and what it was given, and exits with 7; if it is to be trained, it counts.
   */
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
        -XX:AOTCacheOutput=*)
          case $* in
          *--selftest*) echo "NAME selftest" >> trainings ;;
          *)
            echo "NAME image" >> trainings
            [ -z "${FAKE_BROKEN_IMAGE:-}" ] || exit 69
            ;;
          esac
          sleep "${FAKE_SECONDS:-0}"
          echo noise
          echo noise >&2
          [ -n "${FAKE_UNTRAINABLE:-}" ] || echo cache > "${word#*=}"
          exit 0
          ;;
        esac
      done
      echo NAME
      printf '%s|' "$@"
      exit 7
      """;

  @TempDir private Path scratch;
  private Path checkout;
  private Path bin;
  private Path jvms;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(scratch.resolve("a check out"));
    bin = Files.createDirectories(scratch.resolve("bin"));
    jvms = Files.createDirectories(scratch.resolve("jvms"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), which(tool));
    }
    Files.copy(Path.of("..", "sidestep"), checkout.resolve("sidestep"));
    assertThat(checkout.resolve("sidestep").toFile().setExecutable(true)).isTrue();
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.createDirectories(checkout.resolve("cli/src/main/java"));
    Files.writeString(checkout.resolve("cli/src/main/java/Main.java"), "");
    executable(bin.resolve("mvn"), FAKE_MAVEN);
    jdk("jvms/old", "17.0.15");
    jdk("jvms/new", "25.0.3");
  }

  static Stream<List<String>> shells() {
    return Stream.of(List.of("/bin/sh"), List.of("/bin/busybox", "sh"), List.of("/bin/bash"))
        .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void buildsOnceThenRuns(List<String> shell) throws Exception {
    Result first = launch(shell, Map.of(), "run", "--append", "a  b");
    assertThat(first.err()).contains("building").contains("built in");
    assertThat(first.out())
        .startsWith("jvms/new")
        .contains("-m|dev.sidestep.cli/dev.sidestep.cli.Main|run|--append|a  b|");
    assertThat(first.code()).isEqualTo(7);
    Result second = launch(shell, Map.of(), "--version");
    assertThat(second.err()).isEmpty();
    assertThat(runs()).hasSize(1);
  }

  @Test
  void aNewerSourceBuildsAgain() throws Exception {
    launch(Map.of());
    touchLater(checkout.resolve("cli/src/main/java/Main.java"));
    launch(Map.of());
    assertThat(runs()).hasSize(2);
  }

  @Test
  void aDeletedSourceBuildsAgain() throws Exception {
    launch(Map.of());
    Files.delete(checkout.resolve("cli/src/main/java/Main.java"));
    touchLater(checkout.resolve("cli/src/main/java"));
    launch(Map.of());
    assertThat(runs()).hasSize(2);
  }

  @Test
  void worksThroughLinksFromElsewhere() throws Exception {
    Path link = scratch.resolve("link");
    Files.createSymbolicLink(link, Path.of("a check out/sidestep"));
    Path second = Files.createSymbolicLink(bin.resolve("sidestep"), Path.of("../link"));
    Result result = run(List.of(second.toString()), Map.of());
    assertThat(result.out()).contains(checkout.toRealPath() + "/cli/target/lib");
  }

  @Test
  void explicitJavaWins() throws Exception {
    jdk("mine", "26");
    Result result = launch(Map.of("SIDESTEP_JAVA", scratch.resolve("mine").toString()));
    assertThat(result.out()).startsWith("mine");
    assertThat(runs()).allMatch(line -> line.startsWith(scratch.resolve("mine") + " "));
  }

  @Test
  void explicitJavaMayBeTheProgram() throws Exception {
    jdk("mine", "26");
    Path program = scratch.resolve("mine/bin/java");
    assertThat(launch(Map.of("SIDESTEP_JAVA", program.toString())).out()).startsWith("mine");
  }

  @Test
  void explicitOldJavaIsRefused() throws Exception {
    Result result = launch(Map.of("SIDESTEP_JAVA", jvms.resolve("old").toString()));
    assertMistake(result, ExitCode.UNAVAILABLE, "SIDESTEP_JAVA");
  }

  @Test
  void oldJavaHomeIsPassedOver() throws Exception {
    Result result = launch(Map.of("JAVA_HOME", jvms.resolve("old").toString()));
    assertThat(result.out()).startsWith("jvms/new");
  }

  @Test
  void javaOnThePathIsTheLastResort() throws Exception {
    jdk("elsewhere", "25");
    Files.createSymbolicLink(bin.resolve("java"), scratch.resolve("elsewhere/bin/java"));
    assertThat(launch(Map.of("SIDESTEP_JVMS", "/nonexistent")).out()).startsWith("elsewhere");
  }

  @Test
  void noJdkSaysWhatWasLookedAt() throws Exception {
    Files.delete(jvms.resolve("new/release"));
    Result result = launch(Map.of());
    assertMistake(result, ExitCode.UNAVAILABLE, "There is no JDK 25");
    assertThat(result.err()).contains("old (17)");
  }

  @Test
  void noMavenSaysWhatToInstall() throws Exception {
    Files.delete(bin.resolve("mvn"));
    assertMistake(launch(Map.of()), ExitCode.UNAVAILABLE, "There is no Maven");
  }

  @Test
  void noNetworkIsRecognised() throws Exception {
    Result result = launch(Map.of("FAKE_SAYS", "[ERROR] Could not transfer artifact a:b:jar:1"));
    assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(result.err()).contains("check the network");
  }

  @Test
  void fullDiskIsRecognised() throws Exception {
    Result result = launch(Map.of("FAKE_SAYS", "[ERROR] x: No space left on device"));
    assertThat(result.code()).isEqualTo(ExitCode.HOST.code());
    assertThat(result.err()).contains("The disk is full");
  }

  @Test
  void buildErrorsAreShownAndTriedAgain() throws Exception {
    Result result = launch(Map.of("FAKE_SAYS", "[ERROR] Main.java:[1,1] oops"));
    assertThat(result.code()).isEqualTo(ExitCode.INTERNAL.code());
    assertThat(result.err()).contains("Main.java:[1,1] oops").contains("build.log");
    assertThat(launch(Map.of()).code()).isEqualTo(7);
  }

  @Test
  void unwritableHomeMovesMavensRepository() throws Exception {
    launch(Map.of("HOME", "/proc/none", "SIDESTEP_CACHE", "/some where"));
    assertThat(runs().getFirst()).contains("-Dmaven.repo.local=/some where/maven");
  }

  @Test
  void twoLaunchesBuildOnce() throws Exception {
    Process one =
        start(List.of(checkout.resolve("sidestep").toString()), Map.of("FAKE_SECONDS", "1"));
    Process two =
        start(List.of(checkout.resolve("sidestep").toString()), Map.of("FAKE_SECONDS", "1"));
    assertThat(finish(one).code()).isEqualTo(7);
    assertThat(finish(two).code()).isEqualTo(7);
    assertThat(runs()).hasSize(1);
    assertThat(checkout.resolve("overlap")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void startsWithACacheThatIsMadeOnce(List<String> shell) throws Exception {
    assertThat(launch(shell, Map.of(), "--version").out()).contains(cacheOption());
    Result second = launch(shell, Map.of(), "run", "a  b");
    assertThat(second.out()).contains(cacheOption()).endsWith("Main|run|a  b|");
    assertThat(second.err()).isEmpty();
    assertThat(trainings()).hasSize(1);
  }

  @Test
  void anotherJdkGetsACacheOfItsOwn() throws Exception {
    launch(Map.of());
    jdk("mine", "25.0.3");
    Map<String, String> mine = Map.of("SIDESTEP_JAVA", scratch.resolve("mine").toString());
    assertThat(launch(mine).out()).contains(cacheOption());
    jdk("mine", "25.0.4");
    launch(mine);
    launch(mine);
    assertThat(trainings()).containsExactly("jvms/new selftest", "mine selftest", "mine selftest");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void aGuestThatHasBeenFetchedMakesABetterCache() throws Exception {
    launch(Map.of());
    Files.createDirectories(scratch.resolve("home/.cache/sidestep/images/1"));
    launch(Map.of());
    assertThat(trainings()).containsExactly("jvms/new selftest");
    Files.createFile(scratch.resolve("home/.cache/sidestep/images/1/image.json"));
    assertThat(launch(Map.of()).out()).contains(cacheOption());
    launch(Map.of());
    assertThat(trainings()).containsExactly("jvms/new selftest", "jvms/new image");
  }

  @Test
  void aGuestThatCannotBeBootedIsNoObstacle() throws Exception {
    Files.createDirectories(scratch.resolve("cached/images/1"));
    Files.createFile(scratch.resolve("cached/images/1/image.json"));
    Map<String, String> broken =
        Map.of("FAKE_BROKEN_IMAGE", "1", "SIDESTEP_CACHE", scratch.resolve("cached").toString());
    assertThat(launch(broken).out()).contains(cacheOption());
    launch(broken);
    assertThat(trainings()).containsExactly("jvms/new image", "jvms/new selftest");
  }

  @Test
  void aNewBuildMakesTheCacheAnew() throws Exception {
    launch(Map.of());
    touchLater(checkout.resolve("cli/src/main/java/Main.java"));
    launch(Map.of("FAKE_UNTRAINABLE", "1"));
    assertThat(trainings()).hasSize(2);
    assertThat(checkout.resolve("cli/target/sidestep.aot")).doesNotExist();
  }

  @Test
  void runsWithoutACacheThatCannotBeMade() throws Exception {
    launch(Map.of("FAKE_UNTRAINABLE", "1"));
    Result second = launch(Map.of());
    assertThat(second.out()).startsWith("jvms/new").doesNotContain("-XX:AOTCache=");
    assertThat(second.err()).isEmpty();
    assertThat(second.code()).isEqualTo(7);
    assertThat(trainings()).hasSize(1);
  }

  @Test
  void twoLaunchesMakeOneCache() throws Exception {
    launch(Map.of());
    Files.delete(checkout.resolve("cli/target/sidestep.aot.jdk"));
    Files.delete(scratch.resolve("trainings"));
    Process one =
        start(List.of(checkout.resolve("sidestep").toString()), Map.of("FAKE_SECONDS", "1"));
    Process two =
        start(List.of(checkout.resolve("sidestep").toString()), Map.of("FAKE_SECONDS", "1"));
    assertThat(finish(one).out()).contains(cacheOption());
    assertThat(finish(two).out()).contains(cacheOption());
    assertThat(trainings()).hasSize(1);
  }

  @Test
  void theLockOfADeadBuildIsTaken() throws Exception {
    Files.createDirectories(checkout.resolve("target"));
    // Above the largest process id that Linux gives.
    Files.createSymbolicLink(checkout.resolve("target/build.lock"), Path.of("99999999"));
    assertThat(launch(Map.of()).code()).isEqualTo(7);
    assertThat(Files.isSymbolicLink(checkout.resolve("target/build.lock"))).isFalse();
  }

  @Test
  void unknownDeveloperCommandIsAUsageMistake() throws Exception {
    List<String> command = List.of(checkout.resolve("sidestep").toString(), "dev", "dance");
    assertMistake(run(command, Map.of()), ExitCode.USAGE, "dance");
  }

  private static void assertMistake(Result result, ExitCode code, String words) {
    assertThat(result.err()).startsWith("sidestep: ").contains(words);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(code.code());
  }

  private Result launch(Map<String, String> variables) throws Exception {
    return run(List.of(checkout.resolve("sidestep").toString()), variables);
  }

  private Result launch(List<String> shell, Map<String, String> variables, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(shell);
    command.add(checkout.resolve("sidestep").toString());
    command.addAll(List.of(arguments));
    return run(command, variables);
  }

  private Result run(List<String> command, Map<String, String> variables) throws Exception {
    return finish(start(command, variables));
  }

  private Process start(List<String> command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", bin.toString());
    environment.put("HOME", scratch.resolve("home").toString());
    environment.put("SIDESTEP_JVMS", jvms.toString());
    environment.putAll(variables);
    return builder.start();
  }

  private static Result finish(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(checkout.resolve("runs"));
  }

  private List<String> trainings() throws IOException {
    return Files.readAllLines(scratch.resolve("trainings"));
  }

  private String cacheOption() throws IOException {
    return "|-XX:AOTCache=" + checkout.toRealPath() + "/cli/target/sidestep.aot|";
  }

  private void jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(scratch.resolve(name));
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        """
        A="b"
        JAVA_RUNTIME_VERSION="%1$s+9"
        JAVA_VERSION="%1$s"
        """
            .formatted(version));
    executable(home.resolve("bin/java"), FAKE_JAVA.replace("NAME", name));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void touchLater(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
  }

  private static Path which(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
