package dev.sidestep.device.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterTableTest {
  @Test
  void overlapWithoutBankIsRefused() {
    List<Register> clash =
        List.of(
            register("A", 0, 4, "", RegisterAccess.RW), register("B", 2, 2, "", RegisterAccess.RW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegisterTable("chip", clash))
        .withMessage("chip: B conflicts with A");
  }

  @Test
  void banksShareAnOffset() {
    RegisterTable table =
        new RegisterTable(
            "chip",
            List.of(
                register("A", 0, 1, "X=0", RegisterAccess.RW),
                register("B", 0, 1, "X=1", RegisterAccess.RW)));
    assertThat(table).extracting(Register::name).containsExactly("A", "B");
  }

  @Test
  void aBankDoesNotProtectFromARegisterThatIsAlwaysThere() {
    List<Register> clash =
        List.of(
            register("A", 0, 1, "X=0", RegisterAccess.RW),
            register("B", 0, 1, "", RegisterAccess.RW));
    assertThatIllegalArgumentException().isThrownBy(() -> new RegisterTable("chip", clash));
  }

  @Test
  void oneReadAndOneWrittenShareAnOffset() {
    RegisterTable table =
        new RegisterTable(
            "chip",
            List.of(
                register("A", 4, 2, "", RegisterAccess.RO),
                register("B", 4, 2, "", RegisterAccess.WO)));
    assertThat(table.register("B").access()).isEqualTo(RegisterAccess.WO);
    assertThat(table.sizeBytes()).isEqualTo(6);
  }

  @Test
  void namesAreUniqueAndKnown() {
    Register a = register("A", 0, 1, "", RegisterAccess.RW);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new RegisterTable("chip", List.of(a, register("A", 1, 1, "", RegisterAccess.RW))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegisterTable("chip", List.of(a)).register("Z"));
  }

  private static Register register(
      String name, long offset, int width, String bank, RegisterAccess access) {
    return new Register(
        name,
        new Register.Place(offset, width, bank),
        access,
        RegisterRole.MODE,
        new Register.Contents(0, 0, ReadBack.READABLE),
        "1");
  }
}
