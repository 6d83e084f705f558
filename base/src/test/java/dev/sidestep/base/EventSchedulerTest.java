package dev.sidestep.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSchedulerTest {
  private long now;
  private final EventScheduler scheduler = new EventScheduler(() -> now);
  private final List<String> ran = new ArrayList<>();

  private EventScheduler.Event event(String name) {
    return scheduler.newEvent(() -> ran.add(name));
  }

  @Test
  void runsByDeadlineThenByOrderOfScheduling() {
    event("b").scheduleAt(20);
    event("c").scheduleAt(20);
    event("a").scheduleAt(10);
    scheduler.runDue(19);
    assertThat(ran).containsExactly("a");
    scheduler.runDue(20);
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(scheduler.nextDeadline()).isEqualTo(EventScheduler.NEVER);
  }

  @Test
  void movesAndCancels() {
    var moved = event("moved");
    var cancelled = event("cancelled");
    moved.scheduleAt(10);
    cancelled.scheduleAt(10);
    now = 5;
    moved.scheduleIn(100);
    cancelled.cancel();
    scheduler.runDue(104);
    assertThat(ran).isEmpty();
    assertThat(cancelled.isScheduled()).isFalse();
    assertThat(moved.deadline()).isEqualTo(105);
    scheduler.runDue(105);
    assertThat(ran).containsExactly("moved");
  }

  @Test
  void anEventMayRescheduleItself() {
    var ticks = new int[1];
    var event = new EventScheduler.Event[1];
    event[0] =
        scheduler.newEvent(() -> {
          ticks[0]++;
          event[0].scheduleAt(event[0].isScheduled() ? -1 : ticks[0] * 10L);
        });
    event[0].scheduleAt(0);
    scheduler.runDue(35);
    assertThat(ticks[0]).isEqualTo(4);
  }

  @Test
  void tellsWhenTheNextDeadlineBecameEarlier() {
    var told = new int[1];
    scheduler.onEarlierDeadline(() -> told[0]++);
    event("late").scheduleAt(100);
    event("later").scheduleAt(200);
    event("early").scheduleAt(50);
    assertThat(told[0]).isEqualTo(2);
  }
}
