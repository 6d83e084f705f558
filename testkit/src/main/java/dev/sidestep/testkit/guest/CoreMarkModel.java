package dev.sidestep.testkit.guest;

/** What {@link CoreMarkLike} computes, in plain Java, without a look at its instructions. */
final class CoreMarkModel {
  private final short[] values = new short[CoreMarkLike.NODES];
  private final short[] a = new short[CoreMarkLike.SIZE * CoreMarkLike.SIZE];
  private final short[] b = new short[CoreMarkLike.SIZE * CoreMarkLike.SIZE];
  private int checksum = 0xffff;

  private CoreMarkModel() {
    for (int k = 0; k < values.length; k++) {
      values[k] = (short) (k * k ^ 0x5a);
    }
    for (int k = 0; k < a.length; k++) {
      a[k] = (short) (7 * k + 1);
      b[k] = (short) (k ^ 0x155);
    }
  }

  static int checksum(int iterations) {
    CoreMarkModel model = new CoreMarkModel();
    for (int i = 0; i < iterations; i++) {
      model.list();
      model.matrix();
      model.text();
    }
    return model.checksum;
  }

  private void list() {
    int sum = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] += (short) checksum;
      sum += values[k];
    }
    crc(sum);
  }

  private void matrix() {
    int size = CoreMarkLike.SIZE;
    int sum = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int product = 0;
        for (int k = 0; k < size; k++) {
          product += a[row * size + k] * b[k * size + column];
        }
        sum += product ^ product >> 5;
      }
    }
    crc(sum);
    crc(sum >>> 16);
    a[0] += (short) (checksum & 0xff);
  }

  private void text() {
    int[] counts = new int[CoreMarkLike.TRANSITIONS.length];
    int state = 0;
    for (char each : CoreMarkLike.TEXT.substring(checksum & 31).toCharArray()) {
      state = CoreMarkLike.TRANSITIONS[state][kind(each)];
      counts[state]++;
    }
    for (int count : counts) {
      crc(count);
    }
  }

  private static int kind(char character) {
    return switch (character) {
      case '+', '-' -> 1;
      case '.' -> 2;
      case ',' -> 3;
      default -> character >= '0' && character <= '9' ? 0 : 4;
    };
  }

  private void crc(int half) {
    checksum ^= half & 0xffff;
    for (int bit = 0; bit < 16; bit++) {
      checksum = checksum >>> 1 ^ ((checksum & 1) == 0 ? 0 : 0xa001);
    }
  }
}
