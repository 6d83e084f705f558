package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device's I/O sequences as a table ([0024], [0041]): from a start state, accesses lead to an end
 * state, where a high-level I/O is complete. There may be several of both. A <em>neutral</em> row
 * holds in every state and changes none: the status reads and the interrupt service that every real
 * driver interleaves with its sequences. Immutable.
 *
 * @param <A> what a device does at a row
 * @figure FIG. 3
 */
public final class IoStateMachine<A> {
  /** The {@link Transition#from} of a neutral row. */
  public static final String ANY = "*";

  private final String name;
  private final Transition<A> illegal;
  private final Map<String, List<Transition<A>>> rowsByState = new LinkedHashMap<>();
  private final List<Transition<A>> neutral = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private final Map<String, String> startAfterEnd = new HashMap<>();

  private IoStateMachine(Builder<A> builder) {
    name = builder.name;
    illegal = new Transition<>(ANY, AccessPattern.load(-1, 0), ANY, builder.illegalAction);
    starts.addAll(builder.starts);
    startAfterEnd.putAll(builder.startAfterEnd);
    builder.rows.forEach(this::add);
  }

  private void add(Transition<A> row) {
    if (row.isNeutral()) {
      neutral.add(row);
    } else {
      rowsByState.computeIfAbsent(row.from(), state -> new ArrayList<>()).add(row);
    }
  }

  /** A machine to be filled; accesses without a row get {@code illegalAction}. */
  public static <A> Builder<A> named(String name, A illegalAction) {
    return new Builder<>(name, illegalAction);
  }

  /** The start states, the first one first. */
  public List<String> starts() {
    return List.copyOf(starts);
  }

  /** The end states. */
  public Set<String> ends() {
    return Set.copyOf(startAfterEnd.keySet());
  }

  /** True if no sequence is under way in {@code state}. */
  public boolean isStart(String state) {
    return starts.contains(state);
  }

  /** A new cursor in {@code state}. */
  public Cursor<A> cursor(String state) {
    return new Cursor<>(this, state);
  }

  /** A new cursor in the first start state. */
  public Cursor<A> cursor() {
    return cursor(starts.getFirst());
  }

  private Transition<A> find(String state, MmioAccess access, long offset) {
    Transition<A> found = find(rowsByState.getOrDefault(state, List.of()), access, offset);
    if (found == null) {
      found = find(neutral, access, offset);
    }
    return found == null ? illegal : found;
  }

  private static <A> @Nullable Transition<A> find(
      List<Transition<A>> rows, MmioAccess access, long offset) {
    for (int i = 0; i < rows.size(); i++) {
      Transition<A> row = rows.get(i);
      if (row.when().matches(access, offset)) {
        return row;
      }
    }
    return null;
  }

  /** The table, one row a line. */
  public String dump() {
    StringBuilder text = new StringBuilder(name + ", starts " + starts + "\n");
    rowsByState.values().forEach(rows -> rows.forEach(row -> text.append(row).append('\n')));
    neutral.forEach(row -> text.append(row).append('\n'));
    startAfterEnd.forEach(
        (end, start) -> text.append("end ").append(end).append(" -> ").append(start).append('\n'));
    return text.toString();
  }

  /**
   * One row of the table.
   *
   * @param from the state it holds in, or {@link #ANY}
   * @param when the accesses it is about
   * @param to the next state; {@link #ANY} in a neutral row
   * @param action what the device does
   */
  public record Transition<A>(String from, AccessPattern when, String to, A action) {
    /** True if it holds in every state and changes none. */
    public boolean isNeutral() {
      return from.equals(ANY);
    }

    @Override
    public String toString() {
      return from + " --" + when + "--> " + to + "  " + action;
    }
  }

  /** A place in a machine's table. Not thread-safe. */
  public static final class Cursor<A> {
    private final IoStateMachine<A> machine;
    private String state;
    private String lastStart;

    private Cursor(IoStateMachine<A> machine, String state) {
      this.machine = machine;
      this.state = state;
      this.lastStart = machine.starts.getFirst();
      moveTo(state);
    }

    /** Follows the row for {@code access}; stays where there is none, see {@link #isLegal}. */
    public Transition<A> advance(MmioAccess access, long offset) {
      Transition<A> row = machine.find(state, access, offset);
      if (!row.isNeutral()) {
        moveTo(row.to());
      }
      return row;
    }

    /** The row that {@link #advance} would follow. */
    public Transition<A> peek(MmioAccess access, long offset) {
      return machine.find(state, access, offset);
    }

    /** False if {@code row}, from {@link #advance}, says that the table has none. */
    @SuppressWarnings("ReferenceEquality") // The illegal row is one object per machine.
    public boolean isLegal(Transition<A> row) {
      return !row.equals(machine.illegal);
    }

    /** The state it is in. */
    public String state() {
      return state;
    }

    /** True if no sequence is under way. */
    public boolean isAtStart() {
      return machine.isStart(state);
    }

    /** True if a sequence has just been completed. */
    public boolean isAtEnd() {
      return machine.startAfterEnd.containsKey(state);
    }

    /** From an end state, to the start state that follows it; from any other, to the last one. */
    public void reset() {
      String next = machine.startAfterEnd.getOrDefault(state, ANY);
      moveTo(next.equals(ANY) ? lastStart : next);
    }

    /** Puts it into {@code next}. */
    public void moveTo(String next) {
      state = next;
      if (machine.isStart(next)) {
        lastStart = next;
      }
    }
  }

  /** Collects a machine's rows. */
  public static final class Builder<A> {
    private final String name;
    private final A illegalAction;
    private final List<String> starts = new ArrayList<>();
    private final Map<String, String> startAfterEnd = new LinkedHashMap<>();
    private final List<Transition<A>> rows = new ArrayList<>();

    private Builder(String name, A illegalAction) {
      this.name = name;
      this.illegalAction = illegalAction;
    }

    /** Declares start states. */
    public Builder<A> starts(String... states) {
      starts.addAll(List.of(states));
      return this;
    }

    /** Declares an end state after which the machine is in {@code start}, or where it started. */
    public Builder<A> end(String state, String start) {
      startAfterEnd.put(state, start);
      return this;
    }

    /** Adds a row. */
    public Builder<A> row(String from, AccessPattern when, String to, A action) {
      rows.add(new Transition<>(from, when, to, action));
      return this;
    }

    /** Adds the same row for every start state. */
    public Builder<A> rowFromStarts(AccessPattern when, String to, A action) {
      starts.forEach(start -> row(start, when, to, action));
      return this;
    }

    /** Adds a row that holds in every state and changes none. */
    public Builder<A> neutral(AccessPattern when, A action) {
      return row(ANY, when, ANY, action);
    }

    /** The machine. */
    public IoStateMachine<A> build() {
      Objects.checkIndex(0, starts.size());
      return new IoStateMachine<>(this);
    }
  }
}
