package dev.sidestep.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.SerialPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleDigestTest {
  @Test
  void countsHashesAndPassesOn() {
    List<Integer> seen = new ArrayList<>();
    ConsoleDigest digest = new ConsoleDigest(recording(seen));
    "abc".chars().forEach(digest::accept);
    assertThat(seen).containsExactly((int) 'a', (int) 'b', (int) 'c');
    assertThat(digest.bytes()).isEqualTo(3);
    // FIPS 180-4, the example for SHA-256 of "abc".
    assertThat(digest.sha256Hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void inputComesFromThePeer() {
    assertThat(new ConsoleDigest(recording(new ArrayList<>())).next()).isEqualTo('i');
  }

  private static SerialPeer recording(List<Integer> seen) {
    return new SerialPeer() {
      @Override
      public void accept(int character) {
        seen.add(character);
      }

      @Override
      public int next() {
        return 'i';
      }
    };
  }
}
