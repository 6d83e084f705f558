package dev.sidestep.vmm.device;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.vmm.HighLevelIo;

/**
 * High-level I/O of serial ports. Bits are those of the 8250 family, which is what all serial ports
 * of this class share.
 */
public sealed interface SerialIo extends HighLevelIo {

  // From the virtual device to the driver.

  /** Send one character. */
  record Transmit(int character) implements SerialIo {
    private static final Transmit[] ALL = new Transmit[256];

    static {
      for (int i = 0; i < ALL.length; i++) {
        ALL[i] = new Transmit(i);
      }
    }

    /** The one for {@code character}, 0..255, without allocation. */
    public static Transmit of(int character) {
      return ALL[character];
    }
  }

  /** Characters are to look like this from now on, and the line to be held low or not. */
  record Configure(LineSettings line, boolean breakCondition) implements SerialIo {}

  /** Set, clear or enable the FIFOs; {@code fcr} as FCR. */
  record FifoControl(int fcr) implements SerialIo {}

  /** Set the modem outputs and local loopback; {@code mcr} as MCR. */
  record ModemControl(int mcr) implements SerialIo {}

  /** So many characters, 0..16, may be delivered from now on. */
  record ReceiveRoom(int characters) implements SerialIo {
    private static final ReceiveRoom[] ALL = new ReceiveRoom[17];

    static {
      for (int i = 0; i < ALL.length; i++) {
        ALL[i] = new ReceiveRoom(i);
      }
    }

    /** The one for {@code characters}, without allocation. */
    public static ReceiveRoom of(int characters) {
      return ALL[characters];
    }
  }

  /** Tell of changes of the modem inputs without being asked, or do not. */
  record WatchModem(boolean on) implements SerialIo {}

  /** Tell, before returning, what there is to tell. */
  enum Query implements SerialIo {
    /** Received characters, errors, and the state of the transmitter. */
    LINE,
    /** The modem inputs. */
    MODEM
  }

  // From the driver to the virtual device.

  /** A character has arrived; {@code errors} are LSR's PE, FE and BI. */
  record Received(int character, int errors) implements SerialIo {}

  /** Nothing arrived and nothing was taken for four character times. */
  record ReceiveTimeOut() implements SerialIo {
    /** The only one that is needed. */
    public static final ReceiveTimeOut INSTANCE = new ReceiveTimeOut();
  }

  /** A character was lost before the driver could take it. */
  record Overrun() implements SerialIo {
    /** The only one that is needed. */
    public static final Overrun INSTANCE = new Overrun();
  }

  /** Nothing is queued any more, and the transmitter is in this state. */
  enum TransmitterStatus implements SerialIo {
    /** The next character can be taken; the last one is still being sent. */
    HOLDING_EMPTY,
    /** Everything has been sent. */
    ALL_SENT
  }

  /** The modem inputs and which of them have changed since told last; {@code msr} as MSR. */
  record ModemStatus(int msr) implements SerialIo {}
}
