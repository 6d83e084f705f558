package dev.sidestep.control.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GuestOrdersTest {
  private final GuestOrders orders = new GuestOrders();

  @Test
  void typesOrdersAndFindsTheirAnswers() throws InterruptedException {
    AtomicInteger told = new AtomicInteger();
    orders.connect(told::incrementAndGet);
    say("sidestep: net idle");
    int place = orders.order("wait");
    assertThat(told).hasValue(1);
    StringBuilder typed = new StringBuilder();
    for (int next = orders.next(); next >= 0; next = orders.next()) {
      typed.append((char) next);
    }
    assertThat(typed).hasToString("wait\n");
    assertThat(orders.await(place, "net idle", 0)).isEmpty();
    say("noise\r\n[ 1.0] e1000 noise sidestep: net idle\r");
    assertThat(orders.await(place, "net idle", 0)).contains("net idle");
    assertThat(orders.markers()).containsExactly("net idle", "net idle");
  }

  @Test
  void readsFields() {
    assertThat(GuestOrders.fields("net ping status=0 sent=5 received="))
        .containsEntry("sent", "5")
        .containsEntry("received", "")
        .hasSize(3);
  }

  private void say(String text) {
    (text + "\n").chars().forEach(orders::accept);
  }
}
