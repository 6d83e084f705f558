package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.Direction;
import dev.sidestep.vmm.ProtocolOrder;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.SwitchReport.Outcome;
import dev.sidestep.vmm.device.i82540em.InterruptedSwitch.Plan;
import dev.sidestep.vmm.device.i82540em.InterruptedSwitch.Registers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guest that resets its card, or stops it, in each step of a switch, under traffic both ways.
 *
 * <p>Which steps there are is what the protocols report of an undisturbed switch. Some have no room
 * for the guest: those of a bracket, and those that are passed within one access. There the guest
 * comes right before and right after, with the bracket already asked for, or is itself the access.
 */
class ResetInEachStepTest {
  private static final Set<Plan> PLANS = EnumSet.complementOf(EnumSet.of(Plan.NOTHING));
  private static final int LONGEST = 400;
  private static final int LARGEST_NUMERAL = 999;
  private static final int POINTS_OF_A_STEP = 8;
  private static final int STEPS_AFTER = 320;
  private static final long MILLISECOND = 1_000_000;
  private static final Map<Plan, Map<Integer, Set<Integer>>> POINTS = new EnumMap<>(Plan.class);

  /** For each step the numbers of the guest's own steps after which it is disturbed. */
  private static Map<Integer, Set<Integer>> points(Plan plan) {
    return POINTS.computeIfAbsent(plan, ResetInEachStepTest::findPoints);
  }

  private static Map<Integer, Set<Integer>> findPoints(Plan plan) {
    InterruptedSwitch undisturbed = new InterruptedSwitch(plan);
    Map<Integer, Set<Integer>> points = new TreeMap<>();
    List<Integer> before = List.of();
    int last = 0;
    for (int at = 0; !undisturbed.isDone(); at++) {
      assertThat(at).isLessThan(LONGEST);
      List<Integer> now = new InterruptedSwitch(plan).act(at).stopAndTell();
      note(points, before, now, at);
      before = now;
      undisturbed.act();
      last = at + 1;
    }
    note(points, before, undisturbed.report().numerals(), last);
    assertThat(undisturbed.report().outcome()).isEqualTo(Outcome.DONE);
    points.replaceAll((_, all) -> someOf(new ArrayList<>(all)));
    return points;
  }

  /** The first, the last, and some between. */
  private static Set<Integer> someOf(List<Integer> points) {
    Set<Integer> some = new TreeSet<>();
    for (int i = 0; i < POINTS_OF_A_STEP; i++) {
      some.add(points.get(i * (points.size() - 1) / (POINTS_OF_A_STEP - 1)));
    }
    return some;
  }

  private static void note(
      Map<Integer, Set<Integer>> points, List<Integer> before, List<Integer> now, int at) {
    for (int numeral : now.subList(before.size(), now.size())) {
      Set<Integer> here = points.computeIfAbsent(numeral, _ -> new TreeSet<>());
      here.add(Math.max(0, at - 1));
      here.add(at);
    }
    if (!now.isEmpty()) {
      points.computeIfAbsent(now.getLast(), _ -> new TreeSet<>()).add(at);
    }
  }

  static Stream<Arguments> steps() {
    return PLANS.stream()
        .flatMap(
            plan -> points(plan).keySet().stream().map(numeral -> Arguments.of(plan, numeral)));
  }

  @Test
  void noStepOfTheFiguresIsLeftOut() {
    Set<Integer> passed = new TreeSet<>();
    PLANS.forEach(plan -> passed.addAll(points(plan).keySet()));
    assertThat(passed)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, LARGEST_NUMERAL)
                .filter(numeral ->
                    IntStream.rangeClosed(0, LARGEST_NUMERAL)
                        .anyMatch(last -> ProtocolOrder.mayFollow(last, numeral)))
                .boxed()
                .toList());
  }

  /** The switch has ended well, and so does one the other way. */
  private static void assertSwitched(InterruptedSwitch story, String where) {
    SwitchReport report = story.report();
    boolean done = report.outcome() == Outcome.DONE;
    assertThat(done || report.outcome() == Outcome.UNDONE).as("%s: %s", where, report).isTrue();
    assertThat(report.reason().isEmpty()).as("%s: %s", where, report.reason()).isEqualTo(done);
    boolean emulated = done == (report.direction() == Direction.VIRTUALIZE);
    assertThat(story.card.custody())
        .as(where)
        .isEqualTo(emulated ? Custody.EMULATED : Custody.DIRECT);
    SwitchReport other = emulated ? story.card.devirtualized() : story.card.virtualized();
    assertThat(other.outcome()).as("%s, then %s", where, other.reason()).isEqualTo(Outcome.DONE);
  }

  private static void assertNothingForeign(InterruptedSwitch story, String where) {
    assertThat(story.rig.dma.faults()).as("faults, %s", where).isZero();
    assertThat(story.card.counters().trapsWhileDirect()).as("traps, %s", where).isZero();
  }

  private static List<Integer> numbers(List<byte[]> frames) {
    return frames.stream().map(CardGuest::number).toList();
  }

  private static void assertFrames(List<byte[]> actual, List<byte[]> expected, String where) {
    assertThat(numbers(actual)).as(where).isEqualTo(numbers(expected));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("frame %d, %s", i, where).isEqualTo(expected.get(i));
    }
  }

  /** Ascending, so that none comes twice and none overtakes; none from before {@code first}. */
  private static void assertInOrder(List<byte[]> received, int first, String where) {
    int next = first;
    for (int number : numbers(received)) {
      assertThat(number).as("%s, %s", numbers(received), where).isGreaterThanOrEqualTo(next);
      next = number + 1;
    }
  }

  /** A guest that resets its card, and what became of it. */
  private static final class Reset {
    private final InterruptedSwitch story;
    private final String where;
    private final int firstOut;
    private final int firstIn;
    private final byte[] memory;
    final List<Registers> registers = new ArrayList<>();

    /** Resets the card after {@code at} steps of the guest. */
    Reset(Plan plan, int at, Consumer<InterruptedSwitch> reset) {
      where = "%s at %d".formatted(plan, at);
      story = new InterruptedSwitch(plan).act(at);
      reset.accept(story);
      firstIn = story.delivered();
      firstOut = story.rig.sent.size();
      story.card.guest.received.clear();
      story.rig.sent.clear();
      memory = memory();
    }

    private byte[] memory() {
      return story.rig.ram.copy(CardRig.RAM, CardRig.RAM_BYTES);
    }

    /** The card is left alone for a while: nothing stirs, and it looks as after any reset. */
    void leaveAlone() {
      story.pause(2 * MILLISECOND);
      assertThat(Arrays.equals(memory(), memory)).as("memory untouched, %s", where).isTrue();
      registers.add(story.afterReset());
    }

    /** Sets up the card as after a start, and goes on until the switch has ended. */
    void goOn() {
      story.setUpAgain();
      dropFrameOnTheWire();
      story.act(STEPS_AFTER);
      story.finish();
      story.settle();
      registers.add(story.exchange());
    }

    /** The only one from before the reset that may still leave is the one that had begun to. */
    private void dropFrameOnTheWire() {
      List<byte[]> sent = story.rig.sent;
      assertThat(numbers(sent)).as("sent after the reset, %s", where).isSubsetOf(firstOut);
      assertThat(sent).as("sent after the reset, %s", where).hasSizeLessThan(2);
      sent.clear();
    }

    void check() {
      int after = story.traffic.arrived.size();
      assertSwitched(story, where);
      story.exchange();
      assertFrames(story.rig.sent, story.traffic.posted, "sent, " + where);
      List<byte[]> received = story.card.guest.received;
      assertInOrder(received, firstIn, where);
      assertAllFrom(after, received, story.traffic.arrived, where);
      assertNothingForeign(story, where);
    }
  }

  /** What arrived last, from number {@code first} on, was received. */
  private static void assertAllFrom(
      int first, List<byte[]> received, List<byte[]> arrived, String where) {
    List<byte[]> wanted = arrived.subList(first, arrived.size());
    assertThat(received).as("received, %s", where).hasSizeGreaterThanOrEqualTo(wanted.size());
    assertFrames(
        received.subList(received.size() - wanted.size(), received.size()),
        wanted,
        "received, " + where);
  }

  private static Set<Integer> pointsOf(Plan plan, int numeral) {
    return points(plan).getOrDefault(numeral, Set.of());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("steps")
  void aResetCard(Plan plan, int numeral) {
    Reset twin = new Reset(Plan.NOTHING, 0, InterruptedSwitch::resetByIoWindow);
    twin.leaveAlone();
    twin.goOn();
    for (int at : pointsOf(plan, numeral)) {
      Reset reset = new Reset(plan, at, InterruptedSwitch::resetByIoWindow);
      reset.leaveAlone();
      reset.goOn();
      assertThat(reset.registers).as(reset.where).isEqualTo(twin.registers);
      reset.check();
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("steps")
  void aCardThatIsUsedAgainAtOnceAfterItsReset(Plan plan, int numeral) {
    Reset twin = new Reset(Plan.NOTHING, 0, InterruptedSwitch::reset);
    twin.goOn();
    for (int at : pointsOf(plan, numeral)) {
      Reset reset = new Reset(plan, at, InterruptedSwitch::reset);
      reset.goOn();
      assertThat(reset.registers).as(reset.where).isEqualTo(twin.registers);
      reset.check();
    }
  }

  /** Only what arrives while the receiver is off may be lost. */
  private static Registers stopAndStart(Plan plan, int at) {
    String where = "%s at %d".formatted(plan, at);
    InterruptedSwitch story = new InterruptedSwitch(plan).act(at);
    int last = story.delivered();
    story.halvesOff();
    story.pause(MILLISECOND);
    story.halvesOn();
    story.act(STEPS_AFTER);
    story.finish();
    story.settle();
    int after = story.traffic.arrived.size();
    Registers registers = story.exchange();
    if (plan == Plan.NOTHING) {
      return registers;
    }
    assertSwitched(story, where);
    story.exchange();
    assertFrames(story.rig.sent, story.traffic.posted, "sent, " + where);
    List<byte[]> received = story.card.guest.received;
    assertInOrder(received, 0, where);
    assertAllFrom(after, received, story.traffic.arrived, where);
    assertFrames(
        received.subList(0, last), story.traffic.arrived.subList(0, last), "before, " + where);
    assertNothingForeign(story, where);
    return registers;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("steps")
  void aCardWhoseHalvesAreStoppedAndStarted(Plan plan, int numeral) {
    Registers expected = stopAndStart(Plan.NOTHING, 0);
    for (int at : pointsOf(plan, numeral)) {
      assertThat(stopAndStart(plan, at)).as("%s at %d", plan, at).isEqualTo(expected);
    }
  }
}
