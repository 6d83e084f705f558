/** What tests share: a RISC-V assembler, scripted guests and a fake platform. Never shipped. */
module dev.sidestep.testkit {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.platform;

  exports dev.sidestep.testkit.asm;
  exports dev.sidestep.testkit.platform;
}
