package dev.sidestep.vmm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustodyTest {
  @Test
  void onlyTheDocumentedArrowsExist() {
    List<String> arrows =
        Arrays.stream(Custody.values())
            .flatMap(from ->
                Arrays.stream(Custody.values()).filter(from::mayBecome).map(to -> from + "->" + to))
            .toList();
    assertThat(arrows)
        .containsExactlyInAnyOrder(
            "DIRECT->OBSERVED",
            "OBSERVED->EMULATED",
            "OBSERVED->DIRECT",
            "EMULATED->DRAINING",
            "DRAINING->EMULATED",
            "DRAINING->DIRECT");
  }
}
