package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.S10;
import static dev.sidestep.testkit.asm.Reg.S11;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.S9;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;

/**
 * The guest of the network card's switch-point sweep. It sets up the 82540EM, says {@link #READY}
 * and {@link #BEGUN} on the serial port, sends the frames of a script, sends {@code frames}
 * received ones back, prints what the card has counted, and powers off. The same on every run.
 *
 * @param frames frames to receive before powering off
 */
public record NetworkSweepGuest(int frames) {
  /** What the guest sends on the serial port when its card is set up. */
  public static final int READY = 'R';

  /** What it sends some time later, just before it touches the card again. */
  public static final int BEGUN = 'B';

  /** Time for a change of custody between the two, in ticks of 100 ns. */
  private static final int PAUSE_TICKS = 1_000;

  /** EtherType of the last frame of the script; what is to be received may come from then on. */
  public static final int MARKER_TYPE = TransmitScript.MARKER_TYPE;

  /** Counters that are printed: those that no PAUSE frame of anybody's changes (SDM 13.7). */
  private static final int[] COUNTERS = {
    0x4000, 0x4010, 0x4028, 0x4074, 0x4078, 0x407c, 0x4080, 0x4088, 0x4090, 0x40a4, 0x40ac, 0x40f8,
    0x40fc
  };

  /** Where the script's frames are. */
  private static final long FRAMES = Board.WORK + 0x1_0000;

  /** The bytes to load at {@link Board#IMAGE}. */
  public byte[] assemble() {
    Assembler asm = Assembler.at(Board.IMAGE);
    TransmitScript script = new TransmitScript(FRAMES);
    NetworkDriver driver = new NetworkDriver(asm, Board.WORK);
    asm.csrci(Csrs.SSTATUS, Board.SIE);
    GuestParts.initUart(asm);
    driver.start();
    say(asm, "ready", READY);
    asm.li(T1, PAUSE_TICKS).csrr(T0, Csrs.TIME).add(T1, T1, T0);
    asm.label("pause").csrr(T0, Csrs.TIME).bltu(T0, T1, "pause");
    say(asm, "begun", BEGUN);
    follow(asm);
    asm.li(S8, frames);
    GuestParts.sleepUntil(asm, "listen", "echoed", () -> asm.bgeu(S6, S8, "echoed"));
    asm.jal("settle");
    printCounters(asm);
    GuestParts.systemReset(asm, GuestParts.Reset.POWER_OFF);
    driver.routines();
    driver.trapHandler();
    asm.align(8).label("script").data(script.table()).label("script_end");
    asm.org(FRAMES).data(script.frames());
    return asm.assemble();
  }

  /** Sends a character, and waits until it has left. */
  private static void say(Assembler asm, String name, int character) {
    asm.li(A0, character);
    GuestParts.sendPolled(asm, name);
    GuestParts.pollLineStatus(asm, name + "_left", Board.Lsr.TEMT);
  }

  /** Posts the descriptors of each packet, and gives them to the card. */
  private static void follow(Assembler asm) {
    asm.la(S9, "script").la(S10, "script_end");
    asm.label("packet").ld(S11, 0, S9).addi(S9, S9, 8);
    asm.label("descriptor").mv(A0, S9).jal("post");
    asm.addi(S9, S9, TransmitScript.DESCRIPTOR_BYTES);
    asm.addi(S11, S11, -1).bnez(S11, "descriptor");
    asm.jal("kick").bltu(S9, S10, "packet");
  }

  private static void printCounters(Assembler asm) {
    for (int counter : COUNTERS) {
      String name = "counter_" + Integer.toHexString(counter);
      asm.li(T0, NetworkDriver.REGISTERS + (long) counter).lwu(S11, 0, T0).li(S10, 4);
      asm.label(name).mv(A0, S11);
      GuestParts.sendPolled(asm, name + "_room");
      asm.srli(S11, S11, 8).addi(S10, S10, -1).bnez(S10, name);
    }
    GuestParts.pollLineStatus(asm, "shifting", Board.Lsr.TEMT);
  }
}
