/** The monitor: exit dispatch, state machines, and the protocols of FIG. 2, 4, 5, 6 and 7. */
module dev.sidestep.vmm {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.platform;

  exports dev.sidestep.vmm;
}
