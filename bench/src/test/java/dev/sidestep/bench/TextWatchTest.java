package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWatchTest {
  private final TextWatch watch = new TextWatch("side: up");

  private void write(String text) {
    text.chars().forEach(watch::accept);
  }

  @Test
  void seesTheTextInTheMiddleOfALine() {
    write("[ 0.1] side: u");
    assertThat(watch.hasSeen()).isFalse();
    write("p cpus=1");
    assertThat(watch.hasSeen()).isTrue();
  }

  @Test
  void seesTheTextBehindItsOwnBeginning() {
    write("sideside: up");
    assertThat(watch.hasSeen()).isTrue();
  }

  @Test
  void aTextOverTwoLinesIsNone() {
    write("side:\n up");
    assertThat(watch.hasSeen()).isFalse();
  }
}
