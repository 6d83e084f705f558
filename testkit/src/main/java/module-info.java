/** What tests share: a RISC-V assembler and scripted guests. Never shipped. */
module dev.sidestep.testkit {
  requires static org.jspecify;
  requires dev.sidestep.base;

  exports dev.sidestep.testkit.asm;
  exports dev.sidestep.testkit.guest;
}
