package dev.sidestep.network.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Finds another side, again and again. */
interface StreamConnector extends Closeable {
  /** Waits for the next connection; ended by {@link #close} or an interrupt. */
  SocketChannel connect() throws IOException, InterruptedException;
}
