package dev.sidestep.riscv;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Memory straight from Linux: zero, present only where it has been touched, and in large pages,
 * which a guest that is all over its memory gains most by. The C library's allocation, as Java
 * offers it, would be filled with zeros at once, page after small page.
 *
 * <p>Values of sys/mman.h are those of x86, Arm and RISC-V.
 */
final class HostPages {
  private static final long LARGE_PAGE_BYTES = 2 << 20;
  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final int MADV_HUGEPAGE = 14;
  private static final long MAP_FAILED = -1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private HostPages() {}

  /** True if {@link #allocate} can work here. */
  static boolean isAvailable() {
    return System.getProperty("os.name").equals("Linux")
        && HostPages.class.getModule().isNativeAccessEnabled();
  }

  /** Looked up only where they can be. */
  private static final class Calls {
    static final MethodHandle MMAP =
        handle("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
    static final MethodHandle MADVISE =
        handle("madvise", FunctionDescriptor.of(INT, LONG, LONG, INT));
    static final MethodHandle MUNMAP = handle("munmap", FunctionDescriptor.of(INT, LONG, LONG));

    private Calls() {}

    @SuppressWarnings("restricted") // the signatures are those of sys/mman.h
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
  }

  /** Memory that is given back with {@code arena}; null if there is not that much. */
  @SuppressWarnings("restricted") // the segment is the mapping
  static @Nullable MemorySegment allocate(long bytes, Arena arena) {
    long room = bytes + LARGE_PAGE_BYTES; // of which the host backs what is touched
    long mapped = map(room);
    if (mapped == MAP_FAILED) {
      return null;
    }
    long start = (mapped + LARGE_PAGE_BYTES - 1) & -LARGE_PAGE_BYTES;
    advise(start, bytes);
    // SAFETY: [start, start + bytes) is in the mapping, which is ours and lives as long as the
    // arena.
    return MemorySegment.ofAddress(start).reinterpret(bytes, arena, _ -> unmap(mapped, room));
  }

  private static long map(long bytes) {
    try {
      return (long)
          Calls.MMAP.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A host without large pages refuses; small ones do as well. */
  private static void advise(long address, long bytes) {
    try {
      int _ = (int) Calls.MADVISE.invokeExact(address, bytes, MADV_HUGEPAGE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unmap(long address, long bytes) {
    try {
      int _ = (int) Calls.MUNMAP.invokeExact(address, bytes);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
