package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chip with 1 MiB of memory, a cable that records, and a driver's words in word mode. */
final class Rig {
  static final long MAC = 0x5254_0012_3456L;
  static final int RX_RING = 0x1000;
  static final int TX_RING = 0x2000;
  static final int BLOCK = 0x800;
  static final int ENTRIES = 4;

  final byte[] memory = new byte[1 << 20];
  final ByteBuffer view = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
  final List<byte[]> wire = new ArrayList<>();
  final Am79c970a chip;
  final RegisterWindow window;
  final EventScheduler scheduler;
  long now;
  boolean interrupt;
  boolean plugged = true;

  /** A frame leaves as soon as it is sent, unless this is off: then {@link Am79c970a#sent}. */
  boolean swift = true;

  Rig() {
    scheduler = new EventScheduler(() -> now);
    Am79c970a.Pins pins = new Am79c970a.Pins(new Memory(), level -> interrupt = level, new Cable());
    chip = new Am79c970a(scheduler, pins, MAC);
    window = chip.bar(0);
    chip.busMasterGranted(true);
  }

  private final class Memory implements MemoryWindow {
    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
      boolean inside = address + length <= memory.length;
      if (inside) {
        System.arraycopy(memory, (int) address, target, offset, length);
      }
      return inside;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
      boolean inside = address + length <= memory.length;
      if (inside) {
        System.arraycopy(source, offset, memory, (int) address, length);
      }
      return inside;
    }
  }

  private final class Cable implements EthernetOutlet {
    @Override
    public void send(byte[] frame, int length) {
      wire.add(Arrays.copyOf(frame, length));
      if (swift) {
        scheduler.newEvent(chip::sent).scheduleIn(1);
      }
    }

    @Override
    public LinkPartner partner() {
      return plugged ? new LinkPartner(true, 10_000_000, false) : LinkPartner.ABSENT;
    }
  }

  /** Lets guest time pass. */
  void pass(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = scheduler.nextDeadline();
      scheduler.runDue(now);
    }
    now = end;
  }

  int csr(int number) {
    window.write(Am79c970aRegisters.WIO_RAP, 2, number);
    return (int) window.read(Am79c970aRegisters.RDP, 2);
  }

  void csr(int number, int value) {
    window.write(Am79c970aRegisters.WIO_RAP, 2, number);
    window.write(Am79c970aRegisters.RDP, 2, value);
  }

  int bcr(int number) {
    window.write(Am79c970aRegisters.WIO_RAP, 2, number);
    return (int) window.read(Am79c970aRegisters.WIO_BDP, 2);
  }

  void bcr(int number, int value) {
    window.write(Am79c970aRegisters.WIO_RAP, 2, number);
    window.write(Am79c970aRegisters.WIO_BDP, 2, value);
  }

  /** Brings it up with rings of {@link #ENTRIES}, buffers of {@code bufferBytes}. */
  void start(SoftwareStyle style, int mode, int bufferBytes) {
    bcr(Bcr.SOFTWARE_STYLE, style.code());
    if (style.isWide()) {
      view.putInt(BLOCK, 2 << 28 | 2 << 20 | mode);
      putMac(BLOCK + 4);
      view.putInt(BLOCK + 0x14, RX_RING).putInt(BLOCK + 0x18, TX_RING);
    } else {
      view.putShort(BLOCK, (short) mode);
      putMac(BLOCK + 2);
      view.putInt(BLOCK + 0x10, 2 << 29 | RX_RING).putInt(BLOCK + 0x14, 2 << 29 | TX_RING);
    }
    for (int i = 0; i < ENTRIES; i++) {
      post(style, RX_RING, i, buffer(i), bufferBytes, DescriptorFlags.OWN);
    }
    csr(Csr.IADR, BLOCK);
    csr(Csr.IADR + 1, 0);
    csr(Csr.STATUS, Csr0.INIT);
    csr(Csr.STATUS, Csr0.IDON | Csr0.STRT | Csr0.IENA);
  }

  static int buffer(int index) {
    return 0x1_0000 + index * 0x2000;
  }

  private void putMac(int at) {
    for (int i = 0; i < 6; i++) {
      memory[at + i] = (byte) (MAC >>> (40 - 8 * i));
    }
  }

  void post(SoftwareStyle style, int ring, int index, int buffer, int bytes, int flags) {
    int at = ring + index * style.descriptorBytes();
    switch (style) {
      case LANCE -> {
        view.putShort(at + 4, (short) (0xf000 | -bytes & 0xfff));
        view.putInt(at, buffer | flags << 16);
      }
      case PCNET_PCI -> view.putInt(at, buffer).putInt(at + 4, flags << 16 | -bytes & 0xffff);
      case PCNET_PCI_II ->
          view.putInt(at + 8, buffer).putInt(at + 4, flags << 16 | -bytes & 0xffff);
    }
  }

  int flags(SoftwareStyle style, int ring, int index) {
    int at = ring + index * style.descriptorBytes();
    return style.isWide() ? view.getShort(at + 6) & 0xffff : (memory[at + 3] & 0xff) << 8;
  }

  int length(SoftwareStyle style, int index) {
    int at = RX_RING + index * style.descriptorBytes();
    return switch (style) {
      case LANCE -> view.getShort(at + 6);
      case PCNET_PCI -> view.getInt(at + 8);
      case PCNET_PCI_II -> view.getInt(at);
    };
  }

  /** A good frame for the chip, check sequence included. */
  static byte[] frameFor(long destination, int length) {
    byte[] frame = new byte[length];
    for (int i = 0; i < length; i++) {
      frame[i] = (byte) (i * 7);
    }
    for (int i = 0; i < 6; i++) {
      frame[i] = (byte) (destination >>> (40 - 8 * i));
    }
    new CheckSequence().append(frame, length - CheckSequence.BYTES);
    return frame;
  }

  void arrive(byte[] frame) {
    chip.receive(frame, frame.length);
  }
}
