package dev.sidestep.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may touch the host: its memory, its files, its network, its threads, its class loader. */
class HostAccessTest {
  private static final Set<String> MEMORY =
      Set.of("dev.sidestep.riscv.HostMemory", "dev.sidestep.riscv.InternalMemory");

  /** Files and sockets. A {@code Path} is only a name, and may go anywhere. */
  private static final Set<String> INPUT_OUTPUT =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.net.DatagramSocket",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.net.URL",
          "java.net.URLConnection",
          "java.nio.channels.AsynchronousFileChannel",
          "java.nio.channels.AsynchronousSocketChannel",
          "java.nio.channels.DatagramChannel",
          "java.nio.channels.FileChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.SocketChannel",
          "java.nio.file.Files");

  private static final Set<String> THREAD_STARTERS =
      Set.of(
          "java.lang.Thread$Builder",
          "java.lang.Thread$Builder$OfPlatform",
          "java.lang.Thread$Builder$OfVirtual",
          "java.util.Timer",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ScheduledThreadPoolExecutor");

  private static final Set<String> THREAD_METHODS =
      Set.of("<init>", "start", "ofPlatform", "ofVirtual", "startVirtualThread");

  private static DescribedPredicate<JavaClass> named(String what, Set<String> names) {
    return DescribedPredicate.describe(what, type -> names.contains(type.getName()));
  }

  private static void nobodyElse(
      DescribedPredicate<JavaClass> allowed, DescribedPredicate<JavaClass> what) {
    noClasses()
        .that(DescribedPredicate.not(allowed))
        .should()
        .dependOnClassesThat(what)
        .allowEmptyShould(true)
        .check(Layers.CLASSES);
  }

  @Test
  void nobodyUsesSunClasses() {
    nobodyElse(DescribedPredicate.alwaysFalse(), resideInAnyPackage("sun..", "com.sun.."));
  }

  @Test
  void internalUnsafeIsUsedByHostMemoryAlone() {
    DescribedPredicate<JavaClass> hostMemory =
        DescribedPredicate.describe(
            "host memory", type -> MEMORY.contains(type.getName().replaceFirst("\\$.*", "")));
    nobodyElse(hostMemory, resideInAPackage("jdk.internal.."));
  }

  /** A TAP interface needs one ioctl, which Java does not have; one class makes it. */
  @Test
  void foreignMemoryIsUsedByTheHartAndKvmAndTapAlone() {
    nobodyElse(
        Layers.in("riscv", "platform-kvm")
            .or(named("TAP", Set.of("dev.sidestep.network.link.TapCalls"))),
        resideInAPackage("java.lang.foreign.."));
  }

  @Test
  void classFilesAreWrittenByTheTranslatorAlone() {
    nobodyElse(Layers.in("riscv-jit"), resideInAPackage("java.lang.classfile.."));
  }

  @Test
  void filesAndSocketsAreUsedAtTheEdges() {
    nobodyElse(
        Layers.in("guest-image", "network", "control", "cli", "platform-soft", "platform-kvm"),
        named("files and sockets", INPUT_OUTPUT).or(resideInAPackage("java.net.http..")));
  }

  @Test
  void processesAreStartedByThoseWhoFetchAndByTheCommandLine() {
    nobodyElse(
        Layers.in("guest-image", "cli"), named("processes", Set.of("java.lang.ProcessBuilder")));
  }

  @Test
  void threadsAreStartedByThoseWhoOwnThem() {
    DescribedPredicate<JavaClass> owners =
        Layers.in("platform-soft", "platform-kvm", "vmm", "network", "control", "cli");
    nobodyElse(owners, named("starters of threads", THREAD_STARTERS));
    noClasses()
        .that(DescribedPredicate.not(owners))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("starts a thread", HostAccessTest::startsAThread))
        .allowEmptyShould(true)
        .check(Layers.CLASSES);
  }

  private static boolean startsAThread(JavaAccess<?> access) {
    return access.getTargetOwner().isAssignableTo(Thread.class)
        && THREAD_METHODS.contains(access.getTarget().getName());
  }
}
