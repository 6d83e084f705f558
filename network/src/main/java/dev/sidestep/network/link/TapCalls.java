package dev.sidestep.network.link;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The system calls that a TAP interface needs, of which Java has no ioctl. Results are those of the
 * C library; where one is -1, {@link #errno} says why. Used by one thread at a time.
 */
final class TapCalls {
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int EINVAL = 22;

  /** {@code _IOW('T', 202, int)} of linux/if_tun.h, as on x86, Arm and RISC-V. */
  private static final long TUNSETIFF = 0x4004_54ca;

  /** An Ethernet interface, frames without a header before them. */
  private static final short IFF_TAP_IFF_NO_PI = 0x0002 | 0x1000;

  /** {@code struct ifreq} of net/if.h: a name, then a union that begins with the flags. */
  private static final long IFREQ_BYTES = 40;

  private static final long IFREQ_FLAGS = 16;

  /** {@code struct pollfd} of poll.h: int fd, short events, short revents. */
  private static final long POLLFD_BYTES = 8;

  private static final long POLLFD_EVENTS = 4;
  private static final short POLLIN = 1;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_FIELD =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle OPEN =
      handle("open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT), ERRNO);
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS),
          ERRNO,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle POLL =
      handle("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT), ERRNO);
  private static final MethodHandle READ =
      handle("read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), ERRNO);
  private static final MethodHandle WRITE =
      handle("write", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), ERRNO);
  private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT), ERRNO);

  // SAFETY: all memory is of an automatic arena, reachable as long as this object is, and the
  // object is reachable during each call; lengths are those of the segments.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(STATE);
  private final MemorySegment buffer;

  /** Calls whose frames have up to {@code bytes}. */
  TapCalls(int bytes) {
    buffer = arena.allocate(bytes, Long.BYTES);
  }

  /** The reason of the last failure, as in errno.h. */
  int errno() {
    return (int) ERRNO_FIELD.get(state, 0L);
  }

  int open(String path, int flags) {
    MemorySegment name = arena.allocateFrom(path);
    try {
      return (int) OPEN.invokeExact(state, name, flags);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Makes an open /dev/net/tun the TAP interface {@code name}, of at most 15 bytes. */
  int attach(int fd, String name) {
    // SAFETY: the kernel reads and writes one ifreq; the name leaves room for its zero.
    MemorySegment request = arena.allocate(IFREQ_BYTES, Long.BYTES);
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
    request.set(ValueLayout.JAVA_SHORT, IFREQ_FLAGS, IFF_TAP_IFF_NO_PI);
    try {
      return (int) IOCTL.invokeExact(state, fd, TUNSETIFF, request);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Waits for a frame; 0 after {@code millis} without one. */
  int awaitInput(int fd, int millis) {
    MemorySegment poll = buffer.asSlice(0, POLLFD_BYTES);
    poll.set(INT, 0, fd);
    poll.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS, POLLIN);
    poll.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS + Short.BYTES, (short) 0);
    try {
      return (int) POLL.invokeExact(state, poll, 1L, millis);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Reads a frame into {@code target} and returns its length. */
  int read(int fd, byte[] target) {
    // SAFETY: at most the size of the buffer is read into it.
    try {
      long count = (long) READ.invokeExact(state, fd, buffer, buffer.byteSize());
      int length = (int) Math.min(count, target.length);
      if (length > 0) {
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, length);
      }
      return length;
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Writes a frame, which is no longer than the buffer. */
  int write(int fd, byte[] frame) {
    // SAFETY: the copy fails before the call if the frame does not fit.
    MemorySegment.copy(frame, 0, buffer, ValueLayout.JAVA_BYTE, 0, frame.length);
    try {
      return (int) (long) WRITE.invokeExact(state, fd, buffer, (long) frame.length);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  int close(int fd) {
    try {
      return (int) CLOSE.invokeExact(state, fd);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Restricted because a wrong signature corrupts memory: these are those of POSIX. */
  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), signature, options);
  }

  private static AssertionError unexpected(Throwable impossible) {
    return new AssertionError("A C function does not throw", impossible);
  }
}
