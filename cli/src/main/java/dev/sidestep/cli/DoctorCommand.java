package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.cli.doctor.Checks;
import dev.sidestep.cli.doctor.Finding;
import dev.sidestep.cli.doctor.Finding.Level;
import dev.sidestep.control.ImageLibrary.ImageSummary;
import dev.sidestep.control.Sidestep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sidestep doctor}. */
@Command(
    name = "doctor",
    description = "Says whether this machine has what Sidestep needs, and what to do.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  DoctorCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = findings();
    if (output.isJson()) {
      here.out().println(Json.of(findings));
    } else {
      findings.forEach(finding -> here.out().println(line(finding)));
    }
    boolean fails = findings.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    return (fails ? ExitCode.UNAVAILABLE : ExitCode.OK).code();
  }

  private List<Finding> findings() throws IOException {
    return List.of(
        Checks.java(Runtime.version()),
        Checks.memory(Files.readAllLines(Path.of("/proc/meminfo"))),
        Checks.cores(Runtime.getRuntime().availableProcessors()),
        Checks.memoryAccess(isUnsafeExported()),
        Checks.cache(sidestep.get().images().cache()),
        Checks.mirror(variable("SIDESTEP_DEBIAN_MIRROR"), variable("PATH")),
        image(),
        Checks.terminal(here.tty().isInputTerminal()),
        Checks.kvm(Path.of("/dev/kvm")));
  }

  private Finding image() {
    try {
      return Checks.image(sidestep.get().images().list().stream().map(ImageSummary::name).toList());
    } catch (Failure failure) {
      return new Finding(
          "image", Level.WARN, "cannot be listed", String.valueOf(failure.getMessage()));
    }
  }

  private static boolean isUnsafeExported() {
    return ModuleLayer.boot()
        .findModule("dev.sidestep.riscv")
        .map(riscv -> Object.class.getModule().isExported("jdk.internal.misc", riscv))
        .orElse(false);
  }

  private String variable(String name) {
    return here.variables().getOrDefault(name, "");
  }

  private static String line(Finding finding) {
    String advice = finding.advice().isEmpty() ? "" : " -> " + finding.advice();
    return String.format(
        Locale.ROOT,
        "%-4s  %-13s  %s%s",
        finding.level().name().toLowerCase(Locale.ROOT),
        finding.check(),
        finding.detail(),
        advice);
  }
}
