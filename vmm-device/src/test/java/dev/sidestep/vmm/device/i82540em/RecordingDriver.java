package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A driver that notes what it is told and answers as the test sets it up. */
final class RecordingDriver implements Consumer<EthernetIo> {
  static final int LINK_UP = 0x83;

  final List<Packet> packets = new ArrayList<>();
  final List<EthernetIo> others = new ArrayList<>();
  final Map<Integer, Integer> counters = new HashMap<>();
  final byte[] configuration = new byte[4096];
  int status = LINK_UP;
  int transmitRoom = 1_000;
  int receiveRoom;
  private final Consumer<EthernetIo> virtual;

  /** A packet as it was at the moment it was handed over. */
  record Packet(List<Byte> data, Offload offload) {
    byte[] bytes() {
      byte[] bytes = new byte[data.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = data.get(i);
      }
      return bytes;
    }
  }

  RecordingDriver(Consumer<EthernetIo> virtual) {
    this.virtual = virtual;
    setConfiguration(0x04, 0x0010_0006);
    setConfiguration(0x34, 0xdc);
    setConfiguration(0xdc, 0x0022_0001);
  }

  void setConfiguration(int offset, int value) {
    for (int i = 0; i < 4; i++) {
      configuration[offset + i] = (byte) (value >>> 8 * i);
    }
  }

  int configuration(int offset, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (configuration[offset + i] & 0xff);
    }
    return (int) Bits.truncate(value, width);
  }

  @Override
  public void accept(EthernetIo io) {
    switch (io) {
      case EthernetIo.Transmit transmit -> transmit(transmit);
      case EthernetIo.ReceiveRoom(int frames) -> receiveRoom = frames;
      case EthernetIo.Query.STATUS -> {
        virtual.accept(new EthernetIo.LinkStatus(status));
        virtual.accept(new EthernetIo.TransmitRoom(transmitRoom));
      }
      case EthernetIo.ReadCounter(int offset) -> {
        Integer value = counters.remove(offset);
        virtual.accept(new EthernetIo.RegisterValue(offset, value == null ? 0 : value));
      }
      case EthernetIo.ConfigurationAccess access -> accessConfiguration(access);
      default -> others.add(io);
    }
  }

  private void transmit(EthernetIo.Transmit transmit) {
    if (transmitRoom == 0) {
      throw new AssertionError("A packet without room for it");
    }
    transmitRoom--;
    List<Byte> data = new ArrayList<>();
    for (byte value : Arrays.copyOf(transmit.packet(), transmit.length())) {
      data.add(value);
    }
    packets.add(new Packet(data, transmit.offload()));
  }

  private void accessConfiguration(EthernetIo.ConfigurationAccess access) {
    if (access.write()) {
      for (int i = 0; i < access.width(); i++) {
        configuration[access.offset() + i] = (byte) (access.value() >>> 8 * i);
      }
    } else {
      int value = configuration(access.offset(), access.width());
      virtual.accept(new EthernetIo.RegisterValue(access.offset(), value));
    }
  }

  void makeRoom(int packets) {
    transmitRoom = packets;
    virtual.accept(new EthernetIo.TransmitRoom(packets));
  }

  /** The last I/O of that kind that is neither a packet nor an answered question. */
  <T extends EthernetIo> T last(Class<T> kind) {
    return others.reversed().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + kind.getSimpleName()));
  }
}
