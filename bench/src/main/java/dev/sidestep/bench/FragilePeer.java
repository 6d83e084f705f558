package dev.sidestep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's machine, measured as far as it can be. What fails costs its own figures and
 * leaves a note; what is measured next gets a new guest. One that cannot be started is not tried
 * again. One thread.
 *
 * @param <G> its guest
 */
final class FragilePeer<G> implements AutoCloseable {
  /** Starts a guest; what it throws says why there is none. */
  @FunctionalInterface
  interface Start<G> {
    G run() throws InterruptedException;
  }

  /** Something to measure; what it throws says why it cannot be. */
  @FunctionalInterface
  interface Work<G> {
    void run(G guest) throws InterruptedException;
  }

  private final String name;
  private final Start<G> start;
  private final Consumer<G> end;
  private final List<String> notes = new ArrayList<>();
  private @Nullable G guest;
  private boolean isGone;

  /**
   * A peer whose guest is started when it is needed first.
   *
   * @param name begins each note
   * @param end ends a guest, also one that does not answer
   */
  FragilePeer(String name, Start<G> start, Consumer<G> end) {
    this.name = name;
    this.start = start;
    this.end = end;
  }

  /** Measures {@code what}; if that fails, or there is no guest, it goes without. */
  void attempt(String what, Work<G> work) throws InterruptedException {
    G running = running();
    if (running == null) {
      return;
    }
    try {
      work.run(running);
    } catch (RuntimeException e) {
      note(what, e);
      endGuest();
    }
  }

  private @Nullable G running() throws InterruptedException {
    if (guest == null && !isGone) {
      try {
        guest = start.run();
      } catch (RuntimeException e) {
        isGone = true;
        note("all that follows", e);
      }
    }
    return guest;
  }

  private void note(String what, RuntimeException why) {
    String note = "%s, %s: %s".formatted(name, what, reason(why));
    System.err.println("bench: not measured: " + note);
    notes.add(note);
  }

  private static String reason(RuntimeException why) {
    String message = why.getMessage();
    return message == null ? why.toString() : message;
  }

  /** What could not be measured, and why: a sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Ends the guest that is running, if any: what is measured next gets a new one. */
  void endGuest() {
    G running = guest;
    guest = null;
    if (running != null) {
      try {
        end.accept(running);
      } catch (RuntimeException e) {
        note("the end of its guest", e);
      }
    }
  }

  @Override
  public void close() {
    endGuest();
  }
}
