package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTreeReaderTest {
  private final byte[] blob = DeviceTreeTest.board().toBytes();

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> DeviceTreeReader.parse(bytes))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(Failure.Reason.BAD_INPUT);
              assertThat(failure).hasMessageContaining(why).hasMessageEndingWith(".");
            });
  }

  /** A blob with the given structure block, one string "p" and no reservations. */
  private static byte[] withStructure(int... cells) {
    int size = Integer.BYTES * cells.length;
    ByteBuffer bytes = ByteBuffer.allocate(56 + size + 4);
    for (int field : new int[] {Fdt.MAGIC, 60 + size, 56, 56 + size, 40, 17, 16, 0, 2, size}) {
      bytes.putInt(field);
    }
    bytes.putLong(0).putLong(0);
    bytes.asIntBuffer().put(cells);
    bytes.put(56 + size, (byte) 'p');
    return bytes.array();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x12345678, magic",
    "4, 0x7fffffff, truncated",
    "4, 8, smaller than the header",
    "8, 0x42, not aligned",
    "8, -4, larger than 2 GiB",
    "16, 4, not aligned",
    "16, 0x10000000, do not end",
    "20, 3, too old",
    "24, 18, too new",
    "32, 0x100000, beyond the end",
    "36, 0x100000, beyond the end",
    "36, 16, does not end"
  })
  void aDamagedHeaderIsRefusedWithTheReason(int offset, String value, String why) {
    byte[] damaged = ByteBuffer.wrap(blob.clone()).putInt(offset, Integer.decode(value)).array();
    assertRefused(damaged, why);
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < blob.length; length++) {
      byte[] shorter = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> DeviceTreeReader.parse(shorter)).isInstanceOf(Failure.class);
    }
  }

  @Test
  void structureThatIsNotATreeIsRefused() {
    assertThat(DeviceTreeReader.parse(withStructure(1, 0, 4, 2, 4, 9)).root().children()).isEmpty();
    assertRefused(withStructure(9), "no root node");
    assertRefused(withStructure(1, 0, 9), "inside a node");
    assertRefused(withStructure(2, 9), "never began");
    assertRefused(withStructure(1, 0, 2, 1, 0, 2, 9), "follows the root");
    assertRefused(withStructure(1, 0, 7, 2, 9), "unknown token 7");
    assertRefused(withStructure(1, 0x61000000, 2, 9), "root node has a name");
    assertRefused(withStructure(1, 0, 1, 0, 2, 2, 9), "invalid name");
    assertRefused(withStructure(1, 0x61616161, 0x61616161), "does not end");
    assertRefused(withStructure(3, 0, 0, 9), "outside a node");
    assertRefused(withStructure(1, 0, 3, 64, 0, 2, 9), "does not end");
    assertRefused(withStructure(1, 0, 3, 0, 9, 2, 9), "no name");
    assertRefused(withStructure(1, 0, 3, 0, 1, 2, 9), "invalid name");
    assertRefused(withStructure(1, 0, 3, 0, 0, 3, 0, 0, 2, 9), "twice");
    assertRefused(withStructure(1, 0, 1, 'a' << 24, 2, 3, 0, 0, 2, 9), "after a child");
    assertRefused(
        withStructure(1, 0, 1, 'a' << 24, 2, 1, 'a' << 24, 2, 2, 9), "two nodes called a");
  }

  @Test
  void nestingHasALimit() {
    DeviceTree tree = DeviceTree.create();
    DeviceTreeNode node = tree.root();
    for (int depth = 1; depth < DeviceTreeReader.MAX_DEPTH; depth++) {
      node = node.node("n");
    }
    assertThat(DeviceTreeReader.parse(tree.toBytes()).root().children()).hasSize(1);
    node.node("n");
    assertRefused(tree.toBytes(), "levels deep");
  }

  @Test
  void bytesAfterTheTotalSizeAreLeftAlone() {
    assertThat(DeviceTreeReader.parse(Arrays.copyOf(blob, blob.length + 100)).toBytes())
        .isEqualTo(blob);
  }

  @Test
  void anyDamageIsRefusedOrReadAsATreeThatCanBeWritten() {
    Random random = new Random(3);
    int read = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = blob.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) (random.nextInt(256) >> random.nextInt(8));
      }
      try {
        byte[] rewritten = DeviceTreeReader.parse(damaged).toBytes();
        assertThat(DeviceTreeReader.parse(rewritten).toBytes()).isEqualTo(rewritten);
        read++;
      } catch (Failure refused) {
        assertThat(refused.reason()).isEqualTo(Failure.Reason.BAD_INPUT);
      }
    }
    assertThat(read).isBetween(1, 4_999);
  }
}
