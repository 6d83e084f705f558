package dev.sidestep.platform.soft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.DeviceTree;
import dev.sidestep.riscv.DeviceTreeReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootLoaderTest {
  private static final long TOP = AddressMap.RAM + Bench.RAM_BYTES;
  private static final int MEGABYTE = 1 << 20;

  private static MachineConfiguration configuration(int vcpus, BootSource boot) {
    MachineConfiguration like = Bench.configuration(vcpus, false);
    return new MachineConfiguration(
        vcpus,
        like.ramBytes(),
        like.clock(),
        like.timing(),
        like.seed(),
        false,
        boot,
        like.serial());
  }

  private static BootSource boot(long address, int bytes, long sizeBytes, int initrdBytes) {
    BootSource.Segment kernel =
        new BootSource.Segment(address, ByteBuffer.allocate(bytes), sizeBytes);
    return new BootSource(List.of(kernel), address, new byte[initrdBytes], "quiet root=/dev/ram0");
  }

  private static byte[] load(int vcpus, BootSource boot) {
    MachineConfiguration configuration = configuration(vcpus, boot);
    Board board =
        new Board(configuration, new AddressMap(0), new InstructionClock(), Cards.known());
    try (AutoCloseable _ = board.ram()::close) {
      long tree = new BootLoader(configuration, board).load();
      byte[] blob = new byte[MEGABYTE];
      board.ram().read(tree, blob, 0, blob.length);
      return blob;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTooBig(BootSource boot, String what) {
    assertThatThrownBy(() -> load(1, boot))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.reason()).isEqualTo(Failure.Reason.BAD_INPUT))
        .hasMessageContaining(what)
        .hasMessageContaining("--memory");
  }

  @Test
  void aKernelThatDoesNotFitIsRefused() {
    assertTooBig(boot(AddressMap.RAM, 5 * MEGABYTE, 5 * MEGABYTE, 0), "kernel");
    assertTooBig(boot(AddressMap.RAM, 16, 5 * MEGABYTE, 0), "kernel");
    assertTooBig(boot(TOP - 8, 16, 16, 0), "kernel");
    assertTooBig(boot(0x1000, 16, 16, 0), "kernel");
    assertTooBig(boot(-16, 16, 16, 0), "kernel");
    assertTooBig(boot(AddressMap.RAM, 16, Long.MAX_VALUE, 0), "kernel");
  }

  @Test
  void anInitialRamDiskOverTheKernelIsRefused() {
    assertTooBig(boot(AddressMap.RAM, 16, 2 * MEGABYTE, MEGABYTE + 1), "initial RAM disk");
    assertTooBig(boot(AddressMap.RAM, 16, 16, 8 * MEGABYTE), "initial RAM disk");
    assertThat(load(1, boot(AddressMap.RAM, 16, 2 * MEGABYTE, MEGABYTE))).isNotEmpty();
  }

  @Test
  void theTreeSaysWhatIsThere() {
    DeviceTree tree = DeviceTreeReader.parse(load(3, boot(AddressMap.RAM, 16, 16, 5000)));
    String text =
        new String(load(3, boot(AddressMap.RAM, 16, 16, 5000)), StandardCharsets.US_ASCII);
    assertThat(text)
        .contains("quiet root=/dev/ram0")
        .contains("cpu@0", "cpu@1", "cpu@2")
        .doesNotContain("cpu@3")
        .contains("memory@80000000", "serial@10000000", "interrupt-controller@c000000")
        .contains("ns16550a", "riscv,plic0", "linux,initrd-start", "rng-seed", "sstc");
    assertThat(tree.toBytes()).isNotEmpty();
  }

  @Test
  void withoutAnInitialRamDiskTheTreeHasNone() {
    byte[] blob = load(1, boot(AddressMap.RAM, 16, 16, 0));
    assertThat(new String(blob, StandardCharsets.US_ASCII)).doesNotContain("linux,initrd");
  }

  @Test
  void theSeedDecidesTheGuestsRandomness() {
    assertThat(load(1, boot(AddressMap.RAM, 16, 16, 0)))
        .isEqualTo(load(1, boot(AddressMap.RAM, 16, 16, 0)));
  }

  @Test
  void theInitialRamDiskIsAtTheAddressOfTheTree() {
    byte[] initrd = "hello".getBytes(StandardCharsets.US_ASCII);
    BootSource source = new BootSource(List.of(), AddressMap.RAM, initrd, "");
    MachineConfiguration configuration = configuration(1, source);
    Board board =
        new Board(configuration, new AddressMap(0), new InstructionClock(), Cards.known());
    long tree = new BootLoader(configuration, board).load();
    byte[] found = new byte[5];
    board.ram().read(tree - 4096, found, 0, 5);
    byte[] header = new byte[8];
    board.ram().read(tree, header, 0, 8);
    board.ram().close();
    assertThat(found).isEqualTo(initrd);
    assertThat(ByteBuffer.wrap(header).getInt()).isEqualTo(0xd00d_feed);
  }

  @Test
  void aHartBeginsAsTheSupervisorInterfaceSays() {
    try (Bench bench = Bench.bare(2)) {
      assertThat(bench.hart(1).x(10)).isEqualTo(1);
      assertThat(bench.hart(1).csr(Csr.SATP)).isZero();
      assertThat(bench.hart(1).privilege()).isEqualTo(1);
    }
  }
}
