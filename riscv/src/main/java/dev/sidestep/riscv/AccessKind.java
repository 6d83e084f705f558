package dev.sidestep.riscv;

/** Why memory is accessed; decides the permission that is needed and the fault that is raised. */
public enum AccessKind {
  FETCH,
  LOAD,
  /** Stores, and every AMO and SC, which fault as stores. */
  STORE
}
