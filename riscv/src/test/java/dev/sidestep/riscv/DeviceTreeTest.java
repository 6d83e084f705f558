package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTreeTest {
  static DeviceTree board() {
    DeviceTree tree = DeviceTree.create().bootHart(1).reserve(0x8000_0000L, 0x2_0000);
    DeviceTreeNode root = tree.root();
    root.property("#address-cells", 2).property("#size-cells", 2).strings("model", "test,board");
    root.node("chosen").strings("bootargs", "console=ttyS0 name=Zoë");
    DeviceTreeNode cpus = root.node("cpus").property("#address-cells", 1);
    cpus.property("#size-cells", 0);
    DeviceTreeNode cpu = cpus.node("cpu@0").strings("compatible", "riscv").property("reg", 0);
    cpu.strings("device_type", "cpu");
    cpu.node("interrupt-controller")
        .label("intc")
        .strings("compatible", "riscv,cpu-intc")
        .property("#address-cells", 0)
        .property("#interrupt-cells", 1)
        .flag("interrupt-controller");
    DeviceTreeNode soc = root.node("soc").strings("compatible", "simple-bus").flag("ranges");
    soc.property("#address-cells", 2).property("#size-cells", 2);
    soc.node("serial@10000000")
        .strings("compatible", "ns16550a", "ns8250")
        .property("reg", DeviceTreeCells.of().u64(0x1000_0000).u64(0x100))
        .property("interrupts-extended", DeviceTreeCells.of().phandle("plic").cells(10));
    soc.node("interrupt-controller@c000000")
        .label("plic")
        .strings("compatible", "riscv,plic0")
        .property("reg", DeviceTreeCells.of().u64(0xc00_0000).u64(Plic.SIZE_BYTES))
        .property("#interrupt-cells", 1)
        .property("#address-cells", 0)
        .flag("interrupt-controller")
        .property(
            "interrupts-extended",
            DeviceTreeCells.of().phandle("intc").cells(11).phandle("intc").cells(9));
    return tree;
  }

  private static DeviceTreeNode child(DeviceTreeNode node, String... path) {
    DeviceTreeNode at = node;
    for (String name : path) {
      at = at.child(name).orElseThrow();
    }
    return at;
  }

  @Test
  void whatIsWrittenIsReadBack() {
    byte[] blob = board().toBytes();
    DeviceTree copy = DeviceTreeReader.parse(blob);
    DeviceTreeNode serial = child(copy.root(), "soc", "serial@10000000");
    assertThat(serial.cells("reg")).contains(new int[] {0, 0x1000_0000, 0, 0x100});
    assertThat(serial.string("compatible")).contains("ns16550a");
    assertThat(child(copy.root(), "chosen").string("bootargs")).contains("console=ttyS0 name=Zoë");
    assertThat(copy.bootHart()).isEqualTo(1);
    assertThat(copy.reservations())
        .containsExactly(new DeviceTree.Reservation(0x8000_0000L, 0x2_0000));
    assertThat(copy.toBytes()).isEqualTo(blob);
  }

  @Test
  void labelsBecomePhandles() {
    DeviceTreeNode root = DeviceTreeReader.parse(board().toBytes()).root();
    int[] intc = phandle(child(root, "cpus", "cpu@0", "interrupt-controller"));
    int[] plic = phandle(child(root, "soc", "interrupt-controller@c000000"));
    assertThat(intc).isNotEqualTo(plic);
    assertThat(child(root, "soc", "serial@10000000").cells("interrupts-extended"))
        .contains(new int[] {plic[0], 10});
    assertThat(child(root, "soc", "interrupt-controller@c000000").cells("interrupts-extended"))
        .contains(new int[] {intc[0], 11, intc[0], 9});
  }

  private static int[] phandle(DeviceTreeNode node) {
    return node.cells("phandle").orElseThrow();
  }

  @Test
  void labelsAddedToAReadTreeKeepClearOfItsPhandles() {
    DeviceTree tree = DeviceTree.create();
    tree.root().node("old").property("phandle", 7);
    DeviceTree copy = DeviceTreeReader.parse(tree.toBytes());
    copy.root().node("new").label("new");
    copy.root().node("old").label("old");
    copy.root().property("refs", DeviceTreeCells.of().phandle("old").phandle("new"));
    DeviceTreeNode root = DeviceTreeReader.parse(copy.toBytes()).root();
    assertThat(root.cells("refs")).contains(new int[] {7, 8});
    assertThat(phandle(child(root, "new"))).containsExactly(8);
    assertThat(phandle(child(root, "old"))).containsExactly(7);
  }

  @Test
  void propertiesAreReplacedAndRemoved() {
    DeviceTree tree = DeviceTree.create();
    tree.root().property("a", DeviceTreeCells.of().phandle("nobody")).strings("a", "text");
    tree.root().flag("b").remove("b");
    DeviceTreeNode root = DeviceTreeReader.parse(tree.toBytes()).root();
    assertThat(root.string("a")).contains("text");
    assertThat(root.propertyNames()).containsExactly("a");
  }

  @Test
  void mistakesOfTheBuilderAreErrors() {
    DeviceTree unknown = DeviceTree.create();
    unknown.root().property("refs", DeviceTreeCells.of().phandle("nobody"));
    assertThatThrownBy(unknown::toBytes).isInstanceOf(IllegalStateException.class);

    DeviceTree twice = DeviceTree.create();
    twice.root().node("a").label("same");
    twice.root().node("b").label("same");
    assertThatThrownBy(twice::toBytes).isInstanceOf(IllegalStateException.class);

    DeviceTreeNode root = DeviceTree.create().root();
    assertThatThrownBy(() -> root.node("a/b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> root.flag("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> root.strings("a", "b\0c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dtcAcceptsWhatIsWritten(@TempDir Path directory) throws Exception {
    assumeTrue(hasDtc(), "dtc is not installed");
    Path blob = Files.write(directory.resolve("board.dtb"), board().toBytes());
    Process dtc =
        new ProcessBuilder("dtc", "-I", "dtb", "-O", "dts", blob.toString())
            .redirectErrorStream(true)
            .start();
    String source = new String(dtc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dtc.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(dtc.exitValue()).isZero();
    assertThat(source).doesNotContainIgnoringCase("warning").contains("serial@10000000 {");
  }

  @Test
  void whatDtcWritesIsRead(@TempDir Path directory) throws Exception {
    assumeTrue(hasDtc(), "dtc is not installed");
    Path source =
        Files.writeString(
            directory.resolve("board.dts"),
            "/dts-v1/; / { #address-cells = <1>; #size-cells = <0>; a: node@3 { reg = <3>; };"
                + " other { list = \"x\", \"y\"; ref = <&a>; }; };");
    Path blob = directory.resolve("board.dtb");
    Process dtc =
        new ProcessBuilder("dtc", "-@", "-o", blob.toString(), source.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(dtc.waitFor(10, TimeUnit.SECONDS)).isTrue();
    DeviceTreeNode root = DeviceTreeReader.parse(Files.readAllBytes(blob)).root();
    assertThat(child(root, "other").cells("ref")).contains(phandle(child(root, "node@3")));
    assertThat(child(root, "__symbols__").string("a")).contains("/node@3");
  }

  private static boolean hasDtc() {
    try {
      return new ProcessBuilder("dtc", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }
}
