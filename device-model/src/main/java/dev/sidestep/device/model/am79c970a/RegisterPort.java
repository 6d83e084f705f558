package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.Csr5;
import dev.sidestep.device.spec.am79c970a.Mode;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;

/** What a read or write of a control or bus register does. */
final class RegisterPort {
  private static final int LINK_LEDS = 4;

  private final Registers registers;
  private final Interrupts interrupts;
  private final Controller controller;
  private final EthernetOutlet cable;

  RegisterPort(
      Registers registers, Interrupts interrupts, Controller controller, EthernetOutlet cable) {
    this.registers = registers;
    this.interrupts = interrupts;
    this.controller = controller;
    this.cable = cable;
  }

  int readCsr(int number) {
    return switch (number) {
      case Csr.STATUS -> interrupts.readStatus();
      case Csr.EXTENDED -> readExtended();
      case Csr.IADR_ALIAS, Csr.IADR_ALIAS + 1 -> registers.csr(number - Csr.IADR_ALIAS + Csr.IADR);
      case Csr.SOFTWARE_STYLE -> readBcr(Bcr.SOFTWARE_STYLE);
      default -> number < Csr.COUNT ? registers.csr(number) : 0;
    };
  }

  private int readExtended() {
    int value = registers.csr(Csr.EXTENDED);
    return controller.isSuspended() ? value : value & ~Csr5.SPND;
  }

  void writeCsr(int number, int value) {
    switch (number) {
      case Csr.STATUS -> controller.writeStatus(value);
      case Csr.MASKS -> {
        registers.writeCsr(number, value);
        interrupts.update();
      }
      case Csr.FEATURES -> writeFeatures(value);
      case Csr.EXTENDED -> writeExtended(value);
      default -> {
        if (controller.isAccessible()) {
          writeSetting(number, value);
        }
      }
    }
  }

  /** What can only be written while the chip rests. */
  private void writeSetting(int number, int value) {
    switch (number) {
      case Csr.IADR_ALIAS, Csr.IADR_ALIAS + 1 ->
          registers.writeCsr(number - Csr.IADR_ALIAS + Csr.IADR, value);
      case Csr.SOFTWARE_STYLE -> writeBcr(Bcr.SOFTWARE_STYLE, value);
      default -> {
        if (number < Csr.COUNT) {
          registers.writeCsr(number, value);
        }
      }
    }
  }

  private void writeFeatures(int value) {
    int causes = registers.csr(Csr.FEATURES) & Csr4.CAUSES & ~value;
    int asked = (value & Csr4.UINTCMD) != 0 ? Csr4.UINT : 0;
    registers.setCsr(Csr.FEATURES, causes | asked | value & Csr4.STORED);
    controller.armPoll();
    interrupts.update();
  }

  private void writeExtended(int value) {
    int causes = registers.csr(Csr.EXTENDED) & Csr5.CAUSES & ~value;
    int suspend = controller.isStopped() ? 0 : value & Csr5.SPND;
    registers.setCsr(Csr.EXTENDED, causes | suspend | value & Csr5.STORED);
    interrupts.update();
    if (suspend == 0) {
      controller.transmit();
    }
  }

  int readBcr(int number) {
    if (number >= Bcr.COUNT) {
      return 0;
    }
    int value = registers.bcr(number);
    if (number >= Bcr.LNKST && number < Bcr.LNKST + LINK_LEDS) {
      boolean lit = (value & Bcr.LNKSE) != 0 && (value & Bcr.LEDDIS) == 0 && isLinkGood();
      return lit ? value | Bcr.LEDOUT : value;
    }
    boolean wide = number == Bcr.SOFTWARE_STYLE && registers.style() != SoftwareStyle.LANCE;
    return wide ? value | Bcr.SSIZE32 : value;
  }

  private boolean isLinkGood() {
    return cable.partner().present() || registers.hasCsr(Csr.MODE, Mode.DLNKTST);
  }

  void writeBcr(int number, int value) {
    if (number < Bcr.COUNT && (number != Bcr.SOFTWARE_STYLE || controller.isAccessible())) {
      registers.writeBcr(number, value);
    }
  }
}
