package dev.sidestep.device.spec.i82540em;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.StateField;
import java.util.List;

/** The entries of {@link I82540emRegisters#HARD_TO_READ}. */
final class I82540emHiddenState {
  private I82540emHiddenState() {}

  static List<StateField> create() {
    return List.of(
        new StateField(
            "interrupt causes",
            ReadBack.ONCE,
            "An ICR read takes them: write those that the guest has not seen to ICS.",
            "13.4.17, 13.4.19"),
        new StateField(
            "statistics",
            ReadBack.ONCE,
            "Read a counter only when the guest reads it, and give it the value.",
            "13.7"),
        new StateField(
            "transmit contexts",
            ReadBack.HIDDEN,
            "Observe context descriptors, or search the ring backwards for the last of each kind;"
                + " replay them before the ring is handed back.",
            "3.3.5"),
        new StateField(
            "packet whose last descriptor is not posted",
            ReadBack.HIDDEN,
            "Switch only when TDH is behind a descriptor with EOP.",
            "3.3.3"),
        new StateField(
            "ring positions",
            ReadBack.PARTLY,
            "TDH and RDH are exact while the queue is disabled and idle; compare them with DD in"
                + " memory.",
            "13.4.28, 13.4.39"),
        new StateField(
            "frames in the FIFOs",
            ReadBack.PARTLY,
            "They outlive a change of rings: wait until TDFPC is 0, or let them go on.",
            "13.4.22, 13.4.33, 13.8"),
        new StateField(
            "delay timers and throttle",
            ReadBack.HIDDEN,
            "Mask and let them run out, or raise the cause with ICS: at worst it comes early.",
            "3.2.7, 13.4.18"),
        new StateField(
            "pause timer",
            ReadBack.PARTLY,
            "STATUS.TXOFF shows that it runs; wait, or let it run out under the next owner.",
            "8.7.3"),
        new StateField(
            "EEPROM shift register",
            ReadBack.HIDDEN,
            "Switch only while EECD.CS is 0.",
            "5.3, 13.4.3"),
        new StateField(
            "EERD and MDIC accesses", ReadBack.PARTLY, "Wait for them.", "13.4.4, 13.4.7"),
        new StateField(
            "PHY link status",
            ReadBack.ONCE,
            "PSTATUS.LINK is low until it is read after a loss: do not read it for oneself.",
            "13.4.7.1.2"),
        new StateField(
            "PHY interrupt status",
            ReadBack.ONCE,
            "A read of PINTS takes it: leave it to the guest.",
            "13.4.7.1.16"),
        new StateField(
            "IOADDR",
            ReadBack.READABLE,
            "Put it back after every use of the I/O window of one's own.",
            "13.2.2.1"));
  }
}
