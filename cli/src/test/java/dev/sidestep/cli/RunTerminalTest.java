package dev.sidestep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code run} with a terminal: the keys, and the mode that is put back. */
final class RunTerminalTest {
  private final FakeSidestep sidestep = new FakeSidestep();
  private final FakeTty tty = new FakeTty(true);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void keysAreCarriedOutAndAnnounced() {
    assertThat(run("\u0001v\u0001d\u0001i\u0001h\u0001z\u0001x")).isZero();
    assertThat(sidestep.asked).contains("virtualize uart0", "devirtualize uart0", "closed");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("\r\n[sidestep] uart0 is emulated: 210; the guest stood still for 2.5 us.\r\n")
        .contains("uart0 stays emulated: It is too busy.")
        .contains("uart0 direct; 3 switches; 1.0 s of guest time")
        .contains("Ctrl-a x  quit")
        .contains("No such key")
        .contains("sidestep: Stopped after");
  }

  @Test
  void theCardHasKeysOfItsOwn() {
    assertThat(run("\u0001V\u0001D\u0001c\u0001c\u0001x")).isZero();
    assertThat(sidestep.asked)
        .contains("virtualize net0", "devirtualize net0", "cable 0 false", "cable 0 true");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("The cable of net0 is pulled.");
  }

  @Test
  void theCardIsReplacedByTheOtherModelOrNot() {
    assertThat(run("\u0001R\u0001R\u0001x", "--net", "user,model=Am79C970A")).isZero();
    assertThat(sidestep.asked).contains("replace 0 82540EM", "replace 0 Am79C970A");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("[sidestep] net0 is the 82540EM now, and stays emulated.\r\n")
        .contains("[sidestep] net0 is not replaced: It is screwed on.\r\n");
  }

  @Test
  void withoutACardItsKeysSaySo() {
    assertThat(run("\u0001V\u0001R\u0001c\u0001x", "--net", "none")).isZero();
    assertThat(sidestep.asked).doesNotContain("virtualize net0", "replace 0 82540EM");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("has no network card");
  }

  @Test
  void theRestIsTheGuests() {
    assertThat(run("ls\r\u0001a\u0001\u0001!")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\r\nls\r\u0001\u0001!");
  }

  @Test
  void theModeIsPutBack() {
    run("!");
    assertThat(tty.wasRaw()).isTrue();
    assertThat(tty.isRaw()).isFalse();
  }

  @Test
  void unattendedTouchesNoTerminal() {
    run("\u0001v", "--until-power-off");
    assertThat(tty.wasRaw()).isFalse();
    assertThat(sidestep.asked).doesNotContain("virtualize uart0");
  }

  private int run(String keys, String... options) {
    var here =
        new Surroundings(
            Map.of(),
            new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            tty);
    String[] arguments = new String[1 + options.length];
    arguments[0] = "run";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return CommandTree.create(here, () -> sidestep).execute(arguments);
  }
}
