/**
 * What is at the far end of a network card's cable: the built-in user network, and links to what
 * the host offers. The only module besides the edges that opens sockets.
 */
module dev.sidestep.network {
  requires static org.jspecify;
  requires transitive dev.sidestep.platform;

  exports dev.sidestep.network.capture;
  exports dev.sidestep.network.link;
  exports dev.sidestep.network.packet;
  exports dev.sidestep.network.user;
}
