package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cable to a TAP interface of a Linux host. The interface should exist and belong to the user:
 * {@code ip tuntap add NAME mode tap user USER; ip link set NAME up}; the superuser may leave the
 * first of these out.
 */
public final class TapPeer implements HostLink {
  private static final String DEVICE = "/dev/net/tun";

  /** IFNAMSIZ without its zero. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int POLL_MILLIS = 200;

  private final String name;
  private final int fd;
  private final LinkQueues queues = new LinkQueues();
  private final LinkThreads threads;
  private volatile boolean isClosed;

  private TapPeer(String name, int fd) {
    this.name = name;
    this.fd = fd;
    this.threads = new LinkThreads("tap:" + name, this::read, this::write);
  }

  /**
   * Opens the interface {@code name}.
   *
   * @throws Failure if it cannot be, with what the user can do about it
   */
  public static TapPeer open(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Failure(
          Failure.Reason.USAGE,
          "\""
              + name
              + "\" cannot be the name of a TAP interface; use 1 to 15 letters, digits, dots,"
              + " dashes and underscores.");
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new Failure(
          Failure.Reason.HOST,
          "TAP interfaces exist on Linux only; use the user network (user) or a stream socket"
              + " (stream:...) instead.");
    }
    TapPeer peer = new TapPeer(name, descriptor(name));
    peer.queues.connected();
    peer.threads.start();
    return peer;
  }

  private static int descriptor(String name) {
    TapCalls calls = new TapCalls(BUFFER_BYTES);
    int fd = calls.open(DEVICE, TapCalls.O_RDWR | TapCalls.O_NONBLOCK);
    if (fd < 0) {
      throw refused("Cannot open " + DEVICE, name, calls.errno());
    }
    if (calls.attach(fd, name) < 0) {
      int reason = calls.errno();
      calls.close(fd);
      throw refused("Cannot use the TAP interface " + name, name, reason);
    }
    return fd;
  }

  private static Failure refused(String what, String name, int errno) {
    String why =
        switch (errno) {
          case TapCalls.EPERM, TapCalls.EACCES ->
              "permission is missing); let an administrator run \"ip tuntap add "
                  + name
                  + " mode tap user "
                  + System.getProperty("user.name")
                  + "; ip link set "
                  + name
                  + " up\", or use the user network.";
          case TapCalls.ENOENT ->
              "it does not exist); load the kernel module tun, or use the user network.";
          case TapCalls.EBUSY -> "another program uses it); choose another name.";
          case TapCalls.EINVAL -> "it exists and is no TAP interface); choose another name.";
          default -> "error " + errno + "); see errno(3), or use the user network.";
        };
    return new Failure(Failure.Reason.HOST, what + " (" + why);
  }

  @Override
  public void accept(byte[] frame) {
    queues.accept(frame);
  }

  @Override
  public byte @Nullable [] next() {
    return queues.next();
  }

  @Override
  public void onInput(Runnable listener) {
    queues.onInput(listener);
  }

  @Override
  public LinkReport report() {
    return queues.report();
  }

  private void read() {
    TapCalls calls = new TapCalls(BUFFER_BYTES);
    byte[] frame = new byte[BUFFER_BYTES];
    while (!isClosed) {
      if (calls.awaitInput(fd, POLL_MILLIS) > 0) {
        readAll(calls, frame);
      }
    }
  }

  private void readAll(TapCalls calls, byte[] frame) {
    for (int length = calls.read(fd, frame); length > 0; length = calls.read(fd, frame)) {
      if (length > FrameDecoder.MAXIMUM_FRAME_BYTES) {
        queues.malformed();
      } else {
        queues.arrived(Arrays.copyOf(frame, length));
      }
    }
    queues.tell();
  }

  private void write() throws InterruptedException {
    TapCalls calls = new TapCalls(BUFFER_BYTES);
    while (!isClosed) {
      byte[] frame = queues.takeFromGuest();
      if (frame.length <= BUFFER_BYTES && calls.write(fd, frame) == frame.length) {
        queues.delivered(1, frame.length);
      } else {
        queues.undelivered(1);
        queues.trouble("The TAP interface " + name + " did not take a frame; set it up.");
      }
    }
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      threads.end();
      threads.await();
      queues.close();
      new TapCalls(1).close(fd);
    }
  }
}
