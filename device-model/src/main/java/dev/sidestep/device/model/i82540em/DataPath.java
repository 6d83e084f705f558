package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;

/**
 * Everything between memory and the wire, put together: whoever dispatches register accesses
 * changes the {@link RegisterFile} first and then tells this class.
 */
final class DataPath {
  private final RegisterFile registers;
  private final Link link;
  private final PacketBuffer buffer;
  private final PauseReceiver pauses;
  private final PauseSender flow;
  private final TransmitMac mac;
  private final Transmitter transmitter;
  private final ReceiveQueue queue;
  private final Receiver receiver;
  private boolean transmitting;
  private boolean receiving;

  DataPath(Parts parts) {
    registers = parts.registers();
    link = parts.link();
    buffer = new PacketBuffer(registers);
    flow = new PauseSender(registers, this::pauseIsDue);
    pauses =
        new PauseReceiver(
            registers, parts.statistics(), link, parts.scheduler(), this::transmitDoorbell);
    mac = new TransmitMac(parts, buffer.transmit(), pauses, flow, new OwnWire());
    transmitter = new Transmitter(parts, buffer.transmit(), mac);
    ReceiveFilter filter = new ReceiveFilter(registers);
    queue = new ReceiveQueue(parts, filter, buffer.receive(), flow);
    receiver = new Receiver(parts, filter, pauses, queue);
  }

  /** TDT was written, or anything else that lets the transmitter go on. */
  void transmitDoorbell() {
    transmitter.run();
  }

  private void pauseIsDue() {
    mac.kick();
  }

  /** RDT was written. */
  void receiveDoorbell() {
    queue.run();
  }

  /** CTRL, TCTL or RCTL was written. */
  void controlChanged() {
    pauses.controlChanged();
    boolean transmit = registers.isSet(I82540emRegisters.TCTL, Tctl.EN);
    boolean receive = registers.isSet(I82540emRegisters.RCTL, Rctl.EN);
    boolean transmitEnabled = transmit && !transmitting;
    boolean receiveEnabled = receive && !receiving;
    transmitting = transmit;
    receiving = receive;
    if (receiveEnabled) {
      queue.enabled();
    }
    if (transmitEnabled) {
      transmitter.enabled();
    } else {
      mac.kick();
    }
  }

  /** The link has come, gone or changed its rate, or loopback has been set or cleared. */
  void linkChanged() {
    transmitter.run();
  }

  /** The bus master bit was written. */
  void busMasterChanged() {
    queue.run();
    transmitter.run();
  }

  /** The cable delivers a frame, check sequence included. */
  void receive(byte[] frame, int length) {
    if (link.isUp() && !link.isLoopback()) {
      receiver.receive(frame, length);
    }
  }

  /** The cable has sent the frame that was given to it. */
  void sent() {
    mac.sent();
  }

  /** CTRL.RST and power-on, after the registers have been reset. */
  void reset() {
    pauses.cancel();
    flow.reset();
    mac.reset();
    transmitter.reset();
    queue.reset();
    buffer.reset();
    rememberEnables();
  }

  private void rememberEnables() {
    transmitting = registers.isSet(I82540emRegisters.TCTL, Tctl.EN);
    receiving = registers.isSet(I82540emRegisters.RCTL, Rctl.EN);
  }

  /** Reads RDFH to RDFPC or TDFH to TDFPC. */
  int readFifoPointer(int offset) {
    return buffer.readPointer(offset);
  }

  /** Reads the packet buffer, {@code offset} bytes from PBM. */
  int readPacketBuffer(int offset) {
    return buffer.readMemory(offset);
  }

  /** Writes the packet buffer, {@code offset} bytes from PBM. */
  void writePacketBuffer(int offset, int value) {
    buffer.writeMemory(offset, value);
  }

  /** Events that the chip has no register for. */
  Troubles troubles() {
    return new Troubles(
        transmitter.aborts() + queue.aborts(),
        transmitter.dropped(),
        receiver.droppedWhileDisabled());
  }

  /**
   * Counters of the model.
   *
   * @param masterAborts accesses that memory refused
   * @param packetsDropped packets to send that no frame could be made of
   * @param framesDroppedWhileDisabled frames that arrived while RCTL.EN was 0
   */
  record Troubles(long masterAborts, long packetsDropped, long framesDroppedWhileDisabled) {}

  /** Everything that the data path knows beyond the registers. */
  record State(
      PacketBuffer.State buffer,
      long pauseNanos,
      PauseSender.State flow,
      TransmitMac.State mac,
      Transmitter.State transmitter,
      ReceiveQueue.State queue,
      long droppedWhileDisabled) {}

  State state() {
    return new State(
        buffer.state(),
        pauses.remaining(),
        flow.state(),
        mac.state(),
        transmitter.state(),
        queue.state(),
        receiver.droppedWhileDisabled());
  }

  /** Call after the registers and the link are restored. */
  void restore(State state) {
    buffer.restore(state.buffer);
    pauses.restore(state.pauseNanos);
    flow.restore(state.flow);
    mac.restore(state.mac);
    transmitter.restore(state.transmitter);
    queue.restore(state.queue);
    receiver.restoreDropped(state.droppedWhileDisabled);
    rememberEnables();
  }

  private final class OwnWire implements TransmitMac.Loop {
    @Override
    public void receive(byte[] frame, int length) {
      receiver.receive(frame, length);
    }

    @Override
    public void ended() {
      transmitter.run();
    }
  }
}
