package dev.sidestep.control.load;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A service over TCP at a free port of the loopback address; a virtual thread a connection. */
final class TcpService implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** What is done with a connection; it is closed afterwards. */
  interface Handler {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  private final String name;
  private final Handler handler;
  private final Troubles troubles;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  TcpService(String name, Troubles troubles, Handler handler) {
    this.name = name;
    this.troubles = troubles;
    this.handler = handler;
    try {
      listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "No port of the loopback address can be opened (%s); free some."
              .formatted(e.getMessage()),
          e);
    }
    Thread.ofVirtual().name(name).start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name(name).start(() -> serve(socket));
      } catch (IOException e) {
        if (!closed) {
          troubles.note(name, e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      handler.serve(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      if (!closed) {
        troubles.note(name, e);
      }
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      troubles.note(name, e);
    }
  }
}
