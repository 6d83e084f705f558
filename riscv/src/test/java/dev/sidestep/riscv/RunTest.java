package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final long DEVICE = 0x1000_0000L;

  private static Assembler busy() {
    Assembler a = TestMachine.assembler();
    a.li(A0, TestMachine.BASE + 0x3000).li(S0, DEVICE).li(A1, 1).la(T0, "trap").csrw(Csr.MTVEC, T0);
    a.label("loop").slli(A2, A1, 3).add(A1, A1, A2).sd(A1, 0, A0).lw(A3, 4, A0).xor(A4, A4, A3);
    a.c_addi(A5, 1).c_mv(T1, A5).andi(T1, T1, 7).bnez(T1, "loop");
    a.lw(T2, 0, S0).ecall().rdinstret(T3).rdcycle(T4).amoadd_d(T5, A1, A0).sw(T5, 4, S0).j("loop");
    a.align(4);
    a.label("trap").csrr(T6, Csr.MEPC).addi(T6, T6, 4).csrw(Csr.MEPC, T6).mret();
    return a;
  }

  private static TestMachine busyMachine() {
    TestMachine machine = TestMachine.with(busy());
    RecordingDevice device = new RecordingDevice();
    device.onAccess =
        () ->
            device.log.add(
                "%d %#x".formatted(machine.hart.instructionsRetired(), machine.hart.pc()));
    machine.bus.plug(DEVICE, 0x100, device);
    return machine;
  }

  @Test
  void aRunRetiresExactlyItsBudget() {
    TestMachine machine = TestMachine.with(TestMachine.assembler().nop().nop().nop().nop().wfi());
    assertThat(machine.hart.run(3)).isEqualTo(RunResult.BUDGET);
    assertThat(machine.hart.instructionsRetired()).isEqualTo(3);
    assertThat(machine.hart.pc()).isEqualTo(TestMachine.BASE + 12);
    assertThat(machine.hart.run(0)).isEqualTo(RunResult.BUDGET);
    assertThat(machine.hart.run(2)).isEqualTo(RunResult.WFI);
    assertThat(machine.hart.instructionsRetired()).isEqualTo(5);
  }

  @Test
  void howARunIsCutChangesNothing() {
    int length = 5000;
    TestMachine whole = busyMachine();
    whole.hart.run(length);
    TestMachine steps = busyMachine();
    for (int i = 0; i < length; i++) {
      assertThat(steps.hart.run(1)).isEqualTo(RunResult.BUDGET);
      assertThat(steps.hart.cycles()).isEqualTo(i + 1);
    }
    TestMachine pieces = busyMachine();
    Random random = new Random(7);
    for (int left = length; left > 0; ) {
      int piece = Math.min(left, random.nextInt(30));
      pieces.hart.run(piece);
      left -= piece;
    }
    assertThat(steps.hart.state()).isEqualTo(whole.hart.state());
    assertThat(pieces.hart.state()).isEqualTo(whole.hart.state());
  }

  @Test
  void devicesSeeExactCounters() {
    TestMachine machine =
        TestMachine.with(
            TestMachine.assembler()
                .lui(A0, (int) (DEVICE >>> 12))
                .nop()
                .lbu(A1, 5, A0)
                .nop()
                .wfi());
    RecordingDevice device = new RecordingDevice();
    long[] seen = new long[2];
    device.onAccess =
        () -> {
          seen[0] = machine.hart.instructionsRetired();
          seen[1] = machine.hart.pc();
        };
    machine.bus.plug(DEVICE, 0x100, device);
    machine.runToWfi();
    assertThat(device.log).isEqualTo(List.of("read 1 at 0x5"));
    assertThat(machine.x(A1)).isEqualTo(0x85);
    assertThat(seen).containsExactly(2, TestMachine.BASE + 8);
    assertThat(machine.hart.deviceAccesses()).isEqualTo(1);
  }

  @Test
  void anInterruptThatAnAccessRaisesIsTakenBehindIt() {
    TestMachine machine =
        TestMachine.with(
            TestMachine.assembler().lui(A0, (int) (DEVICE >>> 12)).sw(A0, 0, A0).nop().nop());
    RecordingDevice device = new RecordingDevice();
    device.onAccess = () -> machine.hart.setPending(Interrupts.MEIP, true);
    machine.bus.plug(DEVICE, 0x100, device);
    machine.hart.setCsr(Csr.MIE, -1);
    machine.hart.setCsr(Csr.MSTATUS, Status.MIE);
    machine.hart.setCsr(Csr.MTVEC, TestMachine.BASE);
    machine.hart.run(3);
    assertThat(machine.hart.csr(Csr.MEPC)).isEqualTo(TestMachine.BASE + 8);
  }

  @Test
  void anExitIsAnsweredSoon() {
    TestMachine machine = TestMachine.with(TestMachine.assembler().label("a").j("a"));
    machine.hart.requestExit();
    assertThat(machine.hart.run(Long.MAX_VALUE >> 1)).isEqualTo(RunResult.ATTENTION);
    assertThat(machine.hart.run(10)).isEqualTo(RunResult.BUDGET);
  }

  @Test
  void aStateRoundTripContinuesIdentically() {
    TestMachine machine = busyMachine();
    machine.hart.run(777);
    HartState state = machine.hart.state();
    byte[] memory = new byte[0x4000];
    machine.ram.read(TestMachine.BASE, memory, 0, memory.length);
    machine.hart.run(1000);
    HartState later = machine.hart.state();

    TestMachine other = busyMachine();
    other.ram.write(TestMachine.BASE, memory, 0, memory.length);
    other.hart.restore(state);
    assertThat(other.hart.state()).isEqualTo(state);
    other.hart.run(1000);
    assertThat(other.hart.state()).isEqualTo(later);
  }

  @Test
  void writtenCountersCountOnFromThere() {
    TestMachine machine =
        TestMachine.with(
            TestMachine.assembler()
                .li(A0, 100)
                .csrw(Csr.MINSTRET, A0)
                .csrr(A1, Csr.MINSTRET)
                .nop()
                .csrr(A2, Csr.MINSTRET)
                .csrwi(Csr.MCOUNTINHIBIT, 4)
                .csrr(A3, Csr.MINSTRET)
                .nop()
                .csrr(A4, Csr.MINSTRET)
                .wfi());
    machine.runToWfi();
    assertThat(List.of(machine.x(A1), machine.x(A2), machine.x(A3), machine.x(A4)))
        .isEqualTo(List.of(100L, 102L, 104L, 104L));
  }
}
