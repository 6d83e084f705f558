/** What tests and self-tests share: an assembler, scripted guests, and a fake platform. */
module dev.sidestep.testkit {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.platform;

  exports dev.sidestep.testkit.asm;
  exports dev.sidestep.testkit.guest;
  exports dev.sidestep.testkit.platform;
}
