package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sidestep.base.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragilePeerTest {
  private final List<String> events = new ArrayList<>();
  private int guests;

  private final FragilePeer<String> peer =
      new FragilePeer<>("QEMU", this::start, guest -> events.add("end of " + guest));

  private String start() {
    String guest = "guest " + ++guests;
    events.add("start of " + guest);
    return guest;
  }

  private static Failure silent() {
    return new Failure(Failure.Reason.BROKEN_PROMISE, "It said nothing; look why.");
  }

  @Test
  void oneGuestIsMeasuredAgainAndAgainAndEndsWithItsPeer() throws InterruptedException {
    try (peer) {
      peer.attempt("this", guest -> events.add("this of " + guest));
      peer.attempt("that", guest -> events.add("that of " + guest));
    }
    assertThat(events)
        .containsExactly(
            "start of guest 1", "this of guest 1", "that of guest 1", "end of guest 1");
    assertThat(peer.notes()).isEmpty();
  }

  @Test
  void whatFailsLeavesANoteAndWhatFollowsGetsANewGuest() throws InterruptedException {
    peer.attempt(
        "this",
        _ -> {
          throw silent();
        });
    peer.attempt("that", guest -> events.add("that of " + guest));
    assertThat(events)
        .containsExactly(
            "start of guest 1", "end of guest 1", "start of guest 2", "that of guest 2");
    assertThat(peer.notes()).containsExactly("QEMU, this: It said nothing; look why.");
  }

  @Test
  void afterTheEndOfAGuestWhatFollowsGetsANewOne() throws InterruptedException {
    peer.attempt("this", events::add);
    peer.endGuest();
    peer.endGuest();
    peer.attempt("that", events::add);
    assertThat(events)
        .containsExactly(
            "start of guest 1", "guest 1", "end of guest 1", "start of guest 2", "guest 2");
    assertThat(peer.notes()).isEmpty();
  }

  @Test
  void aGuestThatDoesNotStartIsNotStartedAgain() throws InterruptedException {
    FragilePeer<String> missing =
        new FragilePeer<>(
            "QEMU",
            () -> {
              start();
              throw silent();
            },
            events::add);
    missing.attempt("this", events::add);
    missing.attempt("that", events::add);
    missing.close();
    assertThat(events).containsExactly("start of guest 1");
    assertThat(missing.notes())
        .containsExactly("QEMU, all that follows: It said nothing; look why.");
  }

  @Test
  void aGuestThatCannotEvenEndIsLeftBehind() throws InterruptedException {
    FragilePeer<String> stuck =
        new FragilePeer<>(
            "QEMU",
            this::start,
            _ -> {
              throw new IllegalStateException();
            });
    stuck.attempt(
        "this",
        _ -> {
          throw silent();
        });
    stuck.attempt("that", guest -> events.add("that of " + guest));
    assertThat(events).contains("that of guest 2");
    assertThat(stuck.notes())
        .containsExactly(
            "QEMU, this: It said nothing; look why.",
            "QEMU, the end of its guest: java.lang.IllegalStateException");
  }

  @Test
  void whoeverEndsTheBenchmarkEndsIt() {
    assertThatThrownBy(() ->
            peer.attempt(
                "this",
                _ -> {
                  throw new InterruptedException();
                }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void ofAPeerThatFailsThereAreNoFigures() throws InterruptedException {
    FragilePeer<NetGuest> failing =
        new FragilePeer<>(
            "QEMU",
            () -> {
              throw silent();
            },
            NetGuest::close);
    NetFigures figures = new NetFigures();
    figures.measure(failing);
    assertThat(figures.rows()).isNotEmpty().allMatch(row -> Double.isNaN(row.peer()));
    assertThat(failing.notes()).hasSize(1);
  }

  @Test
  void waysToChangeHandsThatFailAreTalliesOfNothing() throws InterruptedException {
    FragilePeer<QemuGuest> failing =
        new FragilePeer<>(
            "QEMU",
            () -> {
              throw silent();
            },
            QemuGuest::close);
    assertThat(new PeerSwitches(failing).measure(5))
        .extracting(SwitchTally::name, SwitchTally::isMeasured)
        .containsExactly(
            tuple("device_del, device_add", false),
            tuple("stop, migrate, cont", false),
            tuple("live migration", false));
  }
}
