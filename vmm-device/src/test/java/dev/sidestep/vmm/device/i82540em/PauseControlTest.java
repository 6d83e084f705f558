package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PAUSE frames of the monitor beside those of the chip. */
class PauseControlTest {
  private static final int SHORT = 1024;
  private static final int GUEST = 0xffff;
  private static final int LOW = 0x4000;
  private static final int HIGH = 0x8000;

  /** Longer than two frames take, and much shorter than a short pause. */
  private static final long SETTLE = 30_000;

  private final Map<Long, Long> registers = new HashMap<>();
  private final I82540emChip chip =
      new I82540emChip(
          new RegisterWindow() {
            @Override
            public long read(long offset, int width) {
              return registers.getOrDefault(offset, 0L);
            }

            @Override
            public void write(long offset, int width, long value) {
              registers.put(offset, value);
            }
          });
  private final List<Integer> sent = new ArrayList<>();
  private long now;
  private final PauseControl pause = new PauseControl(chip, () -> now);

  @BeforeEach
  void aLinkWithFlowControl() {
    chip.write(I82540emRegisters.CTRL, Ctrl.TFCE);
    chip.write(I82540emRegisters.STATUS, Status.LU | Status.FD | Status.SPEED);
    chip.write(I82540emRegisters.TCTL, Tctl.EN);
    chip.write(I82540emRegisters.FCTTV, GUEST);
    chip.write(I82540emRegisters.FCRTL, LOW);
    chip.write(I82540emRegisters.FCRTH, HIGH);
    chip.write(I82540emRegisters.PBA, 48);
  }

  private void fill(int headBytes, int bytes) {
    chip.write(I82540emRegisters.RDFH, headBytes / 8);
    chip.write(I82540emRegisters.RDFT, (headBytes + bytes) % (48 << 10) / 8);
    chip.write(I82540emRegisters.RDFPC, bytes == 0 ? 0 : 1);
  }

  /** The chip sends what it was told to. */
  private void transmit() {
    if (chip.has(I82540emRegisters.TCTL, Tctl.SWXOFF)) {
      sent.add(chip.read(I82540emRegisters.FCTTV));
      chip.write(I82540emRegisters.TCTL, Tctl.EN);
    }
  }

  private void silence() {
    assertThat(pause.isSilent()).isFalse();
    transmit();
    assertThat(pause.isSilent()).isFalse();
    now += SETTLE;
    assertThat(pause.isSilent()).isTrue();
    assertThat(pause.isQuiet()).isTrue();
  }

  private void resume() {
    pause.resume();
    transmit();
    pause.advance();
    transmit();
    pause.advance();
    assertThat(pause.isResuming()).isFalse();
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(GUEST);
  }

  @Test
  void aShortPauseAndXonWhileTheFifoIsLow() {
    fill(0, LOW);
    silence();
    resume();
    assertThat(sent).containsExactly(SHORT, 0);
  }

  @Test
  void theTimerIsBorrowedForTheFrameOnly() {
    pause.isSilent();
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(SHORT);
    assertThat(pause.guestTimer()).isEqualTo(GUEST);
    transmit();
    pause.isSilent();
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(GUEST);
  }

  @Test
  void aTimerThatTheGuestSetsMeanwhileIsKept() {
    pause.isSilent();
    pause.setGuestTimer(7);
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(SHORT);
    transmit();
    pause.isSilent();
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(7);
  }

  @Test
  void aFifoThatIsHighIsNotDisturbed() {
    // Around the end of the packet buffer's first part.
    fill(40 << 10, HIGH);
    silence();
    resume();
    assertThat(sent).containsExactly(GUEST, GUEST);
  }

  @Test
  void aFifoThatFillsMeanwhileIsGivenTheLongPause() {
    silence();
    fill(0, HIGH);
    assertThat(pause.isQuiet()).isFalse();
    pause.isSilent();
    transmit();
    assertThat(pause.isSilent()).isTrue();
    assertThat(pause.isQuiet()).isTrue();
    assertThat(sent).containsExactly(SHORT, GUEST);
  }

  @Test
  void anXonThatMayHaveTakenTheChipsPlaceIsTakenBack() {
    silence();
    pause.resume();
    fill(0, HIGH);
    transmit();
    pause.advance();
    assertThat(pause.isResuming()).isTrue();
    transmit();
    pause.advance();
    assertThat(pause.isResuming()).isFalse();
    assertThat(sent).containsExactly(SHORT, 0, GUEST);
  }

  @Test
  void aShortPauseThatEndsUnusedIsMadeLongIfTheFifoHasFilled() {
    silence();
    fill(0, HIGH);
    pause.end();
    transmit();
    assertThat(sent).containsExactly(SHORT, GUEST);
    assertThat(chip.read(I82540emRegisters.FCTTV)).isEqualTo(GUEST);
  }

  @Test
  void withoutAThresholdTheFifoAsksForNothing() {
    chip.write(I82540emRegisters.FCRTH, 0);
    fill(0, HIGH);
    silence();
    resume();
    assertThat(sent).containsExactly(SHORT, 0);
  }

  @Test
  void aGuestWithoutATimerGetsItsXon() {
    chip.write(I82540emRegisters.FCTTV, 0);
    fill(0, HIGH);
    silence();
    pause.resume();
    transmit();
    pause.advance();
    assertThat(pause.isResuming()).isFalse();
    assertThat(sent).containsExactly(SHORT, 0);
  }

  @Test
  void aPauseThatIsNeededForLongIsRenewedBeforeItEnds() {
    silence();
    for (int i = 0; i < 100; i++) {
      now += SETTLE;
      assertThat(pause.isSilent()).isTrue();
      transmit();
    }
    assertThat(sent).hasSizeBetween(5, 10).containsOnly(SHORT);
  }

  @Test
  void aPauseThatRanOutDoesNotCount() {
    silence();
    now += 1_000_000;
    assertThat(pause.isSilent()).isFalse();
    transmit();
    pause.isSilent();
    now += SETTLE;
    assertThat(pause.isSilent()).isTrue();
    assertThat(sent).containsExactly(SHORT, SHORT);
  }
}
