package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.LinkSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSpecTest {
  private static NetworkSpec.BackEnd backEnd(String text) {
    NetworkSpec spec = NetworkSpec.parse(text);
    assertThat(spec.link()).isEqualTo(LinkSettings.gigabit());
    return spec.backEnd();
  }

  @Test
  void backEnds() {
    assertThat(backEnd("user")).isEqualTo(new NetworkSpec.User(List.of()));
    assertThat(backEnd("none")).isEqualTo(new NetworkSpec.None());
    assertThat(backEnd("tap:tap0")).isEqualTo(new NetworkSpec.Tap("tap0"));
    assertThat(backEnd("switch:lab")).isEqualTo(new NetworkSpec.Switch("lab"));
    assertThat(backEnd("stream:127.0.0.1:5555"))
        .isEqualTo(new NetworkSpec.Stream(new StreamAddress.Tcp("127.0.0.1", 5555)));
    assertThat(backEnd("stream:[::1]:5555"))
        .isEqualTo(new NetworkSpec.Stream(new StreamAddress.Tcp("::1", 5555)));
    assertThat(backEnd("stream:/tmp/passt.socket"))
        .isEqualTo(new NetworkSpec.Stream(new StreamAddress.Unix(Path.of("/tmp/passt.socket"))));
    assertThat(backEnd("listen:./net"))
        .isEqualTo(new NetworkSpec.Listen(new StreamAddress.Unix(Path.of("./net"))));
  }

  @Test
  void forwards() {
    assertThat(backEnd("user,forward=tcp:2222-22,forward=udp:5353-53"))
        .isEqualTo(
            new NetworkSpec.User(
                List.of(
                    new Forward(Forward.Protocol.TCP, 2222, 22),
                    new Forward(Forward.Protocol.UDP, 5353, 53))));
  }

  @Test
  void options() {
    assertThat(
            NetworkSpec.parse(
                    "user,rate=100M,delay=2.5ms,loss=0.1%,reorder=12.3456%,flow-control=off")
                .link())
        .isEqualTo(new LinkSettings(100_000_000, 2_500_000, 1_000, 123_456, false));
    assertThat(NetworkSpec.parse("none,rate=1G,delay=250us,loss=100%").link())
        .isEqualTo(new LinkSettings(1_000_000_000, 250_000, 1_000_000, 0, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | \"\" is no network",
        "users                     | \"users\" is no network",
        "user:x                    | \"user:x\" is no network",
        "none:                     | \"none:\" is no network",
        "tap                       | \"tap\" is no network",
        "switch:                   | \"switch:\" is no network",
        "stream:5555               | neither HOST:PORT nor a path",
        "stream:host:0             | neither HOST:PORT nor a path",
        "stream:host:65536         | neither HOST:PORT nor a path",
        "tap:t,forward=tcp:1-2     | into the user network only",
        "user,forward=tcp:1        | is not PROTOCOL:HOSTPORT-GUESTPORT",
        "user,forward=icmp:1-2     | is not PROTOCOL:HOSTPORT-GUESTPORT",
        "user,forward=tcp:0-2      | is not PROTOCOL:HOSTPORT-GUESTPORT",
        "user,rate=2M              | is not one of Ethernet's",
        "user,rate=fast            | is not one of Ethernet's",
        "user,delay=5              | is none from 0s to 10s",
        "user,delay=11s            | is none from 0s to 10s",
        "user,delay=-1ms           | is none from 0s to 10s",
        "user,loss=0.1             | is no share of frames",
        "user,loss=101%            | is no share of frames",
        "user,reorder=x%           | reorder=x% is no share of frames",
        "user,flow-control=maybe   | makes no sense",
        "user,rate=1G,rate=1G      | is given twice",
        "user,mtu=9000             | is no network option",
        "user,                     | \"\" is no network option",
      })
  void whatMakesNoSenseIsSaid(String text, String message) {
    assertThatThrownBy(() -> NetworkSpec.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Failure.Reason.USAGE))
        .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
  }

  @Test
  void aSocketPathMayNotBeTooLong() {
    assertThatThrownBy(() -> NetworkSpec.parse("stream:/" + "x".repeat(107)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("longer than the 107 bytes");
  }

  @Test
  void theCardCanBeOfAnotherModel() {
    assertThat(NetworkSpec.parse("user").model()).isEqualTo("82540EM");
    assertThat(NetworkSpec.parse("none,model=Am79C970A").model()).isEqualTo("Am79C970A");
  }

  @Test
  void anythingElseIsAFailureAndNoOtherException() {
    String[] parts = {
      "user", "none", "stream", "tap", ":", "/", ",", "=", "rate", "delay", "loss", "%", "999999",
      "ms", "tcp", "-", "forward", "[", "]", "\0", "1G", ".", "off"
    };
    Random random = new Random(7);
    int failures = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length >= 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        assertThat(NetworkSpec.parse(text.toString())).isNotNull();
      } catch (Failure expected) {
        failures++;
      }
    }
    assertThat(failures).isPositive();
  }
}
