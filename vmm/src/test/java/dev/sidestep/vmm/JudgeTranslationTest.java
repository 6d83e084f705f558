package dev.sidestep.vmm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.platform.ProposedTranslation;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTranslationTest {
  private final IdealEthernet card = new IdealEthernet("ideal");
  private final Vmm vmm = Vmm.attach(card.platform, List.of(card.binding));

  /** Remembers the answer. */
  private static final class Proposal implements ProposedTranslation {
    private final long page;
    private String answer = "";

    Proposal(long page) {
      this.page = page;
    }

    @Override
    public long virtualPage() {
      return page;
    }

    @Override
    public long guestPhysicalPage() {
      return page;
    }

    @Override
    public void reject() {
      answer += "514";
    }

    @Override
    public void modifyToIntercept() {
      answer += "516";
    }

    @Override
    public void modifyToReadOnly() {
      answer += "read-only";
    }

    @Override
    public void modifyToPage(long guestPhysicalPage) {
      answer += "page";
    }

    @Override
    public void accept() {
      answer += "518";
    }
  }

  private String judge(long page) {
    Proposal proposal = new Proposal(page);
    vmm.judge(proposal);
    return proposal.answer;
  }

  @Test
  void directDevicesAreAccepted() {
    assertThat(judge(IdealEthernet.BASE)).isEqualTo("518");
  }

  @Test
  void interceptedDevicesAreModified() {
    vmm.virtualize(card.device.id(), SwitchPolicies.defaults());
    assertThat(judge(IdealEthernet.BASE)).isEqualTo("516");
    assertThat(vmm.translationsModified()).isEqualTo(1);
  }

  @Test
  void whatIsNobodysIsRejected() {
    assertThat(judge(0x7000_0000L)).isEqualTo("514");
    assertThat(vmm.translationsRejected()).isEqualTo(1);
  }
}
