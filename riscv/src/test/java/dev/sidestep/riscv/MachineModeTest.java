package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineModeTest {
  private static final long DEVICE = 0x1000_0000L;
  private static final long PAGE = 0x50_0000L;

  private final List<String> log = new ArrayList<>();
  private MachineMode.Verdict verdict = MachineMode.Verdict.COMPLETED;
  private boolean intercepting = true;

  private final MachineMode monitor =
      new MachineMode() {
        @Override
        public void trap(Hart hart, long cause, long tval) {
          log.add("trap %d at %#x".formatted(cause, hart.pc()));
          hart.setX(10, 42);
          hart.setPc(hart.pc() + 4);
        }

        @Override
        public void interrupt(Hart hart, int cause) {
          log.add("interrupt %d at %#x".formatted(cause, hart.pc()));
          hart.setPending(1 << cause, false);
        }

        @Override
        public Verdict intercepted(Hart hart, InterceptedAccess access) {
          log.add(
              "%s %d at %#x, pc %#x"
                  .formatted(
                      access.isStore() ? "store %#x".formatted(access.value()) : "load",
                      access.width(),
                      access.guestPhysicalAddress(),
                      hart.pc()));
          access.answer(0xff);
          return verdict;
        }
      };

  private final TlbFill fill =
      (hart, va, kind, privilege, answer) -> {
        long page = va & -4096;
        log.add("fill %s".formatted(kind));
        if (page != PAGE) {
          answer.map(page, true, true, true);
        } else if (intercepting) {
          answer.intercept(0x7000);
        } else {
          answer.map(DEVICE, true, true, false);
        }
      };

  private TestMachine guest(Assembler body) {
    TestMachine machine = TestMachine.with(body);
    machine.hart.setMachineMode(monitor);
    machine.hart.setTlbFill(fill);
    machine.hart.setPrivilege(Hart.SUPERVISOR);
    return machine;
  }

  @Test
  void callsOfTheSupervisorComeToJava() {
    TestMachine machine = guest(TestMachine.assembler().nop().ecall().mv(A1, A0).wfi()).runToWfi();
    assertThat(machine.x(A1)).isEqualTo(42);
    assertThat(log).isEqualTo(List.of("fill FETCH", "trap 9 at 0x80000004"));
    assertThat(machine.hart.machineTraps()).isEqualTo(1);
  }

  @Test
  void machineInterruptsComeToJava() {
    TestMachine machine = guest(TestMachine.assembler().nop().nop());
    machine.hart.setCsr(Csr.MIE, -1);
    machine.hart.setPending(Interrupts.MTIP, true);
    machine.hart.run(2);
    assertThat(log).isEqualTo(List.of("interrupt 7 at 0x80000000", "fill FETCH"));
    assertThat(machine.hart.pc()).isEqualTo(TestMachine.BASE + 4);
  }

  @Test
  void interceptedAccessesAreAnsweredHeldOrRefused() {
    Assembler body = TestMachine.assembler().lui(A0, 0x500).lb(A1, 3, A0).sh(A1, 6, A0).wfi();
    TestMachine machine = guest(body).runToWfi();
    assertThat(machine.x(A1)).isEqualTo(-1);
    assertThat(log)
        .isEqualTo(
            List.of(
                "fill FETCH",
                "fill LOAD",
                "load 1 at 0x7003, pc 0x80000004",
                "fill STORE",
                "store 0xffff 2 at 0x7006, pc 0x80000008"));
    assertThat(machine.hart.interceptedAccesses()).isEqualTo(2);
  }

  @Test
  void aHeldAccessIsTriedAgain() {
    TestMachine machine = guest(TestMachine.assembler().lui(A0, 0x500).lb(A1, 3, A0).wfi());
    verdict = MachineMode.Verdict.HOLD;
    assertThat(machine.hart.run(10)).isEqualTo(RunResult.HELD);
    assertThat(machine.hart.instructionsRetired()).isEqualTo(1);
    assertThat(machine.hart.run(10)).isEqualTo(RunResult.HELD);
    verdict = MachineMode.Verdict.COMPLETED;
    assertThat(machine.hart.run(10)).isEqualTo(RunResult.WFI);
    assertThat(machine.x(A1)).isEqualTo(-1);
  }

  @Test
  void arefusedAccessFaults() {
    TestMachine machine = guest(TestMachine.assembler().lui(A0, 0x500).lb(A1, 3, A0).wfi());
    verdict = MachineMode.Verdict.FAULT;
    machine.runToWfi();
    assertThat(log.getLast()).isEqualTo("trap 5 at 0x80000004");
  }

  @Test
  void directAccessesCostTheMonitorOneFill() {
    intercepting = false;
    TestMachine machine =
        guest(
            TestMachine.assembler()
                .lui(A0, 0x500)
                .li(S0, 100)
                .label("loop")
                .lw(A1, 0, A0)
                .addi(S0, S0, -1)
                .bnez(S0, "loop")
                .wfi());
    RecordingDevice device = new RecordingDevice();
    machine.bus.plug(DEVICE, 0x100, device);
    machine.runToWfi();
    assertThat(device.log).hasSize(100);
    assertThat(log).isEqualTo(List.of("fill FETCH", "fill LOAD"));
  }

  @Test
  void aFlushBringsAPageBackToTheMonitor() {
    intercepting = false;
    TestMachine machine =
        guest(TestMachine.assembler().lui(A0, 0x500).lw(A1, 0, A0).nop().lw(A2, 0, A0).wfi());
    machine.bus.plug(DEVICE, 0x100, new RecordingDevice());
    machine.hart.run(3);
    intercepting = true;
    machine.hart.requestTlbFlush();
    machine.runToWfi();
    assertThat(log.getLast()).isEqualTo("load 4 at 0x7000, pc 0x8000000c");
    assertThat(machine.x(A1)).isEqualTo(0x80);
    assertThat(machine.x(A2)).isEqualTo(0xff);
  }
}
