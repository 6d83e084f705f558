package dev.sidestep.riscv;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Everything that a program on a hart can see, between two instructions.
 *
 * @param x {@code x0..x31}
 * @param f bits of {@code f0..f31}
 * @param pc address of the next instruction
 * @param privilege 0 user, 1 supervisor, 3 machine
 * @param csrs every writable register by number, but not {@code mip} and the views of others
 * @param pending the wires of {@code mip}, and bit 16: {@code SEIP} as software set it
 * @param reservedAddress bus address of the LR that an SC may follow, or -1
 * @param reservedValue what that LR read
 * @param cycles see {@link Hart#cycles}
 * @param retired see {@link Hart#instructionsRetired}
 */
public record HartState(
    List<Long> x,
    List<Long> f,
    long pc,
    int privilege,
    NavigableMap<Integer, Long> csrs,
    int pending,
    long reservedAddress,
    long reservedValue,
    long cycles,
    long retired) {
  private static final long NONE = -1;

  /** In the order in which they are written back: what gates a register goes before it. */
  private static final int[] SAVED = {
    Csr.MSTATUS,
    Csr.MEDELEG,
    Csr.MIDELEG,
    Csr.MIE,
    Csr.MTVEC,
    Csr.MCOUNTEREN,
    Csr.MENVCFG,
    Csr.MCOUNTINHIBIT,
    Csr.MSCRATCH,
    Csr.MEPC,
    Csr.MCAUSE,
    Csr.MTVAL,
    Csr.STVEC,
    Csr.SCOUNTEREN,
    Csr.SENVCFG,
    Csr.SSCRATCH,
    Csr.SEPC,
    Csr.SCAUSE,
    Csr.STVAL,
    Csr.STIMECMP,
    Csr.SATP,
    Csr.FCSR,
    Csr.MCYCLE,
    Csr.MINSTRET
  };

  /** Copies. */
  public HartState {
    x = List.copyOf(x);
    f = List.copyOf(f);
    csrs = new TreeMap<>(csrs);
  }

  static HartState of(Hart hart) {
    NavigableMap<Integer, Long> csrs = new TreeMap<>();
    IntStream.concat(Arrays.stream(SAVED), protection())
        .forEach(number -> csrs.put(number, hart.csr(number)));
    return new HartState(
        Arrays.stream(hart.x, 0, 32).boxed().toList(),
        Arrays.stream(hart.f).boxed().toList(),
        hart.pc(),
        hart.privilege(),
        csrs,
        hart.pendingWires(),
        busAddressOf(hart),
        hart.reservedValue,
        hart.cycles(),
        hart.instructionsRetired());
  }

  /** Addresses first: a locked entry can no longer be written. */
  private static IntStream protection() {
    return IntStream.concat(
        IntStream.rangeClosed(Csr.PMPADDR0, Csr.PMPADDR15), IntStream.of(Csr.PMPCFG0, Csr.PMPCFG2));
  }

  private static long busAddressOf(Hart hart) {
    for (Ram ram : hart.bus().banks()) {
      long offset = hart.reservation - ram.hostAddress(ram.base());
      if (hart.reservation != 0 && offset >= 0 && offset < ram.size()) {
        return ram.base() + offset;
      }
    }
    return NONE;
  }

  void applyTo(Hart hart) {
    hart.csrs.reset();
    hart.cycle = cycles;
    hart.traps().restoreTaken(cycles - retired);
    for (int i = 1; i < 32; i++) {
      hart.x[i] = x.get(i);
    }
    for (int i = 0; i < 32; i++) {
      hart.f[i] = f.get(i);
    }
    IntStream.concat(Arrays.stream(SAVED), protection())
        .forEach(number -> hart.csrs.restore(number, csrs.getOrDefault(number, 0L)));
    hart.pc = pc;
    hart.privilege = privilege;
    hart.restorePending(pending);
    hart.reservation =
        reservedAddress == NONE ? 0 : hart.bus().hostAddress(reservedAddress, Integer.BYTES);
    hart.reservedValue = reservedValue;
  }
}
