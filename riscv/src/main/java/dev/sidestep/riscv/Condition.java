package dev.sidestep.riscv;

/** What a conditional branch compares, and how, as data: one class for all of them. */
final class Condition {
  private static final int FIRST_ORDER = 4;
  private static final int FIRST_UNSIGNED = 6;

  private final byte rs1;
  private final byte rs2;
  private final boolean equality;
  private final boolean unsigned;

  /** The branch is taken if the comparison does not hold. */
  private final boolean negated;

  Condition(BranchOps.Branch branch) {
    rs1 = branch.rs1;
    rs2 = branch.rs2;
    equality = branch.funct3 < FIRST_ORDER;
    unsigned = branch.funct3 >= FIRST_UNSIGNED;
    negated = (branch.funct3 & 1) != 0;
  }

  /** As {@link Op#exec} of the branch. */
  int exec(Hart h) {
    long[] x = h.x;
    long a = x[rs1];
    long b = x[rs2];
    boolean holds = equality ? a == b : unsigned ? a + Long.MIN_VALUE < b + Long.MIN_VALUE : a < b;
    return holds != negated ? Op.TAKEN : Op.FALL;
  }
}
