package dev.sidestep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.DemoOptions;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.ImageLibrary.FileCheck;
import dev.sidestep.control.NetworkOptions;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.SweepOptions;
import dev.sidestep.control.SweepReport;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.StopReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CommandsTest {
  private final FakeSidestep sidestep = new FakeSidestep();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeTty pipe = new FakeTty(false);

  @TempDir private Path scratch;

  @Test
  void runPassesEveryOption() throws Exception {
    Path kernel = Files.writeString(scratch.resolve("Image"), "k");
    Path initrd = Files.writeString(scratch.resolve("initrd"), "i");
    int code =
        execute(
            ("run --kernel %s --initrd %s --append quiet --harts 4 --memory 1G --bare"
                    + " --clock deterministic --timing fast --seed 7 --until-power-off --offline"
                    + " --max-instructions 99 --translator off")
                .formatted(kernel, initrd));
    assertThat(code).isZero();
    assertThat(sidestep.asked.getFirst())
        .isEqualTo(
            new RunOptions(
                    new GuestSource.Files(kernel, initrd),
                    "quiet",
                    4,
                    1L << 30,
                    false,
                    ClockMode.DETERMINISTIC,
                    Timing.FAST,
                    7,
                    true,
                    true,
                    99)
                .withTranslator(false));
    assertThat(sidestep.asked.getLast()).isEqualTo("closed");
  }

  @Test
  void runHasDefaults() {
    execute("run --until-power-off");
    assertThat(sidestep.asked.getFirst())
        .isEqualTo(
            new RunOptions(
                    new GuestSource.Image("debian-13"),
                    "",
                    1,
                    512L << 20,
                    true,
                    ClockMode.WALL,
                    Timing.REAL,
                    1,
                    true,
                    false,
                    Long.MAX_VALUE)
                .withNetwork(NetworkOptions.USER));
  }

  @Test
  void runPassesWhatTheCardsLeadTo() {
    Path capture = scratch.resolve("c.pcapng");
    assertThat(
            execute(
                "run --until-power-off --net user,rate=100M --net switch:a --mac 02:00:00:00:00:07"
                    + " --capture "
                    + capture))
        .isZero();
    RunOptions asked = (RunOptions) sidestep.asked.getFirst();
    assertThat(asked.network())
        .isEqualTo(
            NetworkOptions.parse(
                List.of("user,rate=100M", "switch:a"), List.of("02:00:00:00:00:07"), capture));
    assertThat(asked.network().macAddress(0)).isEqualTo(0x0200_0000_0007L);
    assertThat(asked.network().macAddress(1)).isNotEqualTo(asked.network().macAddress(0));
  }

  @ParameterizedTest
  @CsvSource({
    "--net nothing, is no network",
    "--net user --mac 03:00:00:00:00:01, first byte has to be even",
    "--net user --mac 02:0:0:0:0:1, not an Ethernet address",
    "--net none --mac 02:00:00:00:00:01, more --mac addresses",
    "--net none --capture x, nothing to record",
    "--net user --net user --net user --net user --net user, at most 4"
  })
  void runRefusesNetworksThatMakeNoSense(String options, String words) {
    assertThat(execute("run --until-power-off " + options)).isEqualTo(ExitCode.USAGE.code());
    assertThat(error()).contains(words);
  }

  @Test
  void runCopiesTheSerialPortThroughPipes() {
    assertThat(execute("run --selftest", "abc\u0001x!")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\r\nabc\u0001x!");
    assertThat(error()).contains("The guest powered off");
  }

  @Test
  void runReportsJsonOnStandardOutputAlone() {
    assertThat(execute("run --seed 7 --until-power-off -o json")).isZero();
    JsonNode report = JsonMapper.shared().readTree(out.toByteArray());
    assertThat(report.get("instructions").asLong()).isEqualTo(1234);
    assertThat(report.get("seed").asLong()).isEqualTo(7);
    assertThat(report.get("stop").asString()).isEqualTo("POWER_OFF");
    assertThat(report.get("consoleSha256").asString()).matches("[0-9a-f]{64}");
    assertThat(error()).contains("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "POWER_OFF, true, 0",
    "REBOOT, true, 0",
    "STOPPED, true, 0",
    "GUEST_FAILURE, true, 1",
    "IDLE, true, 1",
    "INSTRUCTION_LIMIT, true, 1",
    "GUEST_FAILURE, false, 1",
    "IDLE, false, 0",
    "INSTRUCTION_LIMIT, false, 0"
  })
  void runExitsByTheGuestsEnd(StopReason end, boolean unattended, int code) {
    sidestep.end = end;
    String line = unattended ? "run --until-power-off" : "run";
    assertThat(execute(line, "!")).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "run --harts 0, between 1 and 8",
    "run --harts 9, between 1 and 8",
    "run --harts two, not an int",
    "run --memory 3M, between 16M and 16G",
    "run --memory 17M, multiple of 2M",
    "run --memory lots, not a memory size",
    "run --memory 99999999999999T, between 16M and 16G",
    "run --clock sundial, expected one of",
    "run --max-instructions 0, 1 or more",
    "run --max-instructions 9, needs --clock deterministic",
    "run --initrd /bin/sh, give --kernel too",
    "run --selftest --image debian, give only one",
    "run --hepl, --help",
    "dome, 'dome'",
    "demo --switches 0, 1 or more",
    "prove sweep --point 3, needs --path",
    "prove sweep --every 0, 1 or more",
    "completion fish, expected one of",
    "prove, Missing required subcommand"
  })
  void mistakesAreOneSentenceAndExitCode2(String line, String words) {
    assertThat(execute(line)).isEqualTo(ExitCode.USAGE.code());
    assertThat(error()).startsWith("sidestep: ").contains(words).doesNotContain("\tat ");
    assertThat(out.size()).isZero();
    assertThat(sidestep.asked).isEmpty();
  }

  @Test
  void aMissingKernelIsNotFound() {
    assertThat(execute("run --kernel " + scratch.resolve("none")))
        .isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(error()).contains("There is no file");
  }

  @Test
  void aDirectoryIsNoKernel() {
    assertThat(execute("run --kernel " + scratch)).isEqualTo(ExitCode.BAD_INPUT.code());
  }

  @Test
  void aBugIsAdmittedWithoutAStackTrace() {
    int code = execute(Map.of(), "", "image", "list");
    assertThat(code).isZero();
    assertThat(executeWithout("image list")).isEqualTo(ExitCode.INTERNAL.code());
    assertThat(error()).contains("This is a bug in Sidestep").doesNotContain("\tat ");
  }

  @Test
  void debugShowsTheStackTrace() {
    execute(Map.of("SIDESTEP_DEBUG", "1"), "", "run", "--harts", "9");
    assertThat(error()).contains("\tat ");
  }

  @Test
  void demoPrintsTheProofAndWritesIt() throws Exception {
    Path file = scratch.resolve("deep/demo.json");
    assertThat(execute("demo --seed 5 --json " + file)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("boot to user space, bare           2.00 s")
        .contains("boot to user space, monitored      2.10 s")
        .contains("custody changed                    401 times")
        .contains("FIG. 2, virtualize 210")
        .endsWith("Every promise held." + System.lineSeparator());
    JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
    JsonNode boot = json.get("boot");
    assertThat(boot.get("bareWallNanos").asLong()).isEqualTo(2_000_000_000);
    assertThat(boot.get("monitoredWallNanos").asLong()).isEqualTo(2_100_000_000);
    JsonNode serial = json.get("serial");
    for (String name :
        List.of("lost", "duplicated", "reordered", "trapsWhileDirect", "guestLogNewLines")) {
      assertThat(serial.get(name).asLong()).as(name).isZero();
    }
    assertThat(serial.get("switches").asLong()).isEqualTo(401);
    assertThat(sidestep.asked)
        .containsExactly(new DemoOptions(new GuestSource.Image("debian-13"), 5, 400, false, null));
  }

  @Test
  void demoFailsWithItsPromises() {
    sidestep.held = false;
    assertThat(execute("demo --selftest")).isEqualTo(ExitCode.BROKEN.code());
    assertThat(error()).contains("A byte was lost.");
  }

  @Test
  void demoTellsTheSeedItChose() {
    execute("demo");
    long seed = ((DemoOptions) sidestep.asked.getFirst()).seed();
    assertThat(error()).contains("--seed " + seed);
  }

  @Test
  void unwritableJsonIsTheHostsFault() {
    assertThat(execute("demo --json /proc/none/demo.json")).isEqualTo(ExitCode.HOST.code());
  }

  @Test
  void sweepPassesItsOptions() {
    execute("prove sweep --path send --direction devirtualize --seed 3 --point 17");
    assertThat(sidestep.asked)
        .containsExactly(
            new SweepOptions(
                SweepOptions.Device.SERIAL,
                Set.of(SweepOptions.Path.SEND),
                Set.of(SweepOptions.Direction.DEVIRTUALIZE),
                3,
                1,
                OptionalLong.of(17)));
  }

  @Test
  void sweepPrintsTheCommandThatReplaysADifference() {
    var difference =
        new SweepReport.Difference(
            SweepOptions.Path.RECEIVE, SweepOptions.Direction.VIRTUALIZE, 42, "Byte 3 differs.");
    sidestep.sweep = new SweepReport(9, 100, 100, 1, List.of(difference));
    assertThat(execute("prove sweep")).isEqualTo(ExitCode.BROKEN.code());
    assertThat(error())
        .contains(
            "./sidestep prove sweep --device serial --seed 9 --path receive"
                + " --direction virtualize --point 42");
  }

  @Test
  void imageCommandsPrintAndFail() {
    assertThat(execute("image list")).isZero();
    assertThat(execute("image rm a b")).isZero();
    assertThat(sidestep.asked).containsExactly("remove a", "remove b");
    assertThat(execute("image pull")).isZero();
    assertThat(execute("image pull gentoo")).isEqualTo(ExitCode.NOT_FOUND.code());
    sidestep.checks.add(new FileCheck("linux", true));
    assertThat(execute("image verify")).isZero();
    sidestep.checks.add(new FileCheck("initrd", false));
    assertThat(execute("image verify")).isEqualTo(ExitCode.NOT_TRUSTED.code());
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("debian").contains("DAMAGED  initrd");
  }

  @Test
  void doctorWritesFindings() {
    sidestep.cache = scratch;
    int code = execute("doctor -o json");
    assertThat(code).isIn(ExitCode.OK.code(), ExitCode.UNAVAILABLE.code());
    JsonNode findings = JsonMapper.shared().readTree(out.toByteArray());
    assertThat(findings.valueStream().map(finding -> finding.get("check").asString()))
        .contains("java", "memory", "cache", "image", "terminal");
  }

  @Test
  void completionNamesEveryCommand() {
    assertThat(execute("completion bash")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("sidestep_run")
        .contains("sidestep_image_pull")
        .contains("--until-power-off");
  }

  @ParameterizedTest
  @CsvSource({"--help", "run --help", "help run", "image pull --help", "--version", "run -V"})
  void helpIsDataAndEndsWell(String line) {
    assertThat(execute(line)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("sidestep");
    assertThat(err.size()).isZero();
  }

  /** Each description fits the column that it stands in: the only breaks are those of its text. */
  @Test
  void runNamesEveryNetworkOptionInWholeLines() {
    assertThat(execute("run --help")).isZero();
    String help = out.toString(StandardCharsets.UTF_8);
    String net = help.substring(help.indexOf("--net=SPEC   "), help.indexOf("  -o, --output"));
    assertThat(net)
        .contains("rate=", "delay=", "loss=1%", "reorder=1%", "flow-control=", "forward=tcp:")
        .contains("model=82540EM or Am79C970A")
        .doesNotContain(" ".repeat(31));
  }

  private int execute(String line) {
    return execute(line, "");
  }

  private int execute(String line, String input) {
    return execute(Map.of(), input, line.split(" "));
  }

  private int execute(Map<String, String> variables, String input, String... arguments) {
    return CommandTree.create(here(variables, input), () -> sidestep).execute(arguments);
  }

  private int executeWithout(String line) {
    return CommandTree.create(
            here(Map.of(), ""),
            () -> {
              throw new IllegalStateException("no Sidestep");
            })
        .execute(line.split(" "));
  }

  private Surroundings here(Map<String, String> variables, String input) {
    return new Surroundings(
        variables,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        pipe);
  }

  private String error() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
