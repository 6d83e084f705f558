/**
 * What a user can ask of Sidestep, as plain calls: run a guest and change custody, prove the
 * promises, keep images. Knows no terminal and no command line.
 */
module dev.sidestep.control {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires transitive dev.sidestep.platform;
  requires dev.sidestep.guest.image;

  exports dev.sidestep.control;

  uses dev.sidestep.control.Sidestep;
}
