/**
 * Guest images: fetch them from a Debian mirror, check them, keep them, assemble the initial file
 * system, and recognise the kernels that a user brings.
 */
module dev.sidestep.guest.image {
  requires static org.jspecify;
  requires transitive dev.sidestep.base;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires tools.jackson.databind;

  exports dev.sidestep.guest.image;

  opens dev.sidestep.guest.image to
      tools.jackson.databind;
}
