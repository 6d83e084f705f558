package dev.sidestep.cli;

import dev.sidestep.control.DemoReport;
import dev.sidestep.control.DemoReport.StepTimes;
import dev.sidestep.control.NetworkProof;
import dev.sidestep.control.SerialProof;
import dev.sidestep.control.Spread;
import java.util.List;
import java.util.Locale;

/** The proof of a demonstration as a table for people. */
final class DemoTable {
  private static final String MEGABYTES = "%.2f MB/s";

  private final StringBuilder text = new StringBuilder();

  private DemoTable() {}

  /** The table, without a line end after the last line. */
  static String of(DemoReport report) {
    DemoTable table = new DemoTable();
    table.head(report);
    table.bytes(report.serial());
    table.cost(report.serial());
    table.network(report.network());
    table.steps("FIG. 2, virtualize", report.virtualize());
    table.steps("FIG. 7, devirtualize", report.devirtualize());
    table.text.append(report.held() ? "Every promise held." : "A PROMISE DID NOT HOLD.");
    return table.text.toString();
  }

  private void head(DemoReport report) {
    row("guest", "%s", report.guest());
    row("seed", "%d", report.seed());
    row("boot to user space, bare", "%.2f s", report.boot().bareWallNanos() / 1e9);
    row("boot to user space, monitored", "%.2f s", report.boot().monitoredWallNanos() / 1e9);
    row("direct under the monitor : bare", "%.3f", report.boot().ratio());
  }

  private void bytes(SerialProof serial) {
    row("line", "%,d baud", serial.baud());
    row("sent by the guest", "%,d bytes", serial.sentBytes());
    row("received and echoed", "%,d bytes", serial.receivedBytes());
    row("custody changed", "%,d times", serial.switches());
    row("refused", "%,d times", serial.refused());
    row("lost", "%,d bytes", serial.lost());
    row("duplicated", "%,d bytes", serial.duplicated());
    row("reordered", "%,d bytes", serial.reordered());
    row("new lines in the kernel's log", "%,d", serial.guestLogNewLines());
  }

  private void cost(SerialProof serial) {
    row("traps while direct", "%,d", serial.trapsWhileDirect());
    row("traps while emulated", "%,d", serial.trapsWhileEmulated());
    heading();
    spread("an access while emulated", serial.trapNanos());
    spread("blackout, guest time", serial.blackoutGuestNanos());
    spread("blackout, wall time", serial.blackoutWallNanos());
  }

  private void network(NetworkProof network) {
    text.append(System.lineSeparator());
    row("card: sent by the guest over TCP", "%,d bytes", network.sentBytes());
    row("received by it over TCP", "%,d bytes", network.receivedBytes());
    row("echo requests at 1 kHz, answered", "%,d", network.pings());
    row("custody changed", "%,d times", network.switches());
    row("refused", "%,d times", network.refused());
    row("lost", "%,d frames", network.lost());
    row("duplicated", "%,d frames", network.duplicated());
    row("reordered", "%,d frames", network.reordered());
    row("TCP segments sent again", "%,d", network.retransmitted());
    row("new lines in the kernel's log", "%,d", network.guestLogNewLines());
    row("traps while direct", "%,d", network.trapsWhileDirect());
    row("traps while emulated", "%,d", network.trapsWhileEmulated());
    row("sending, bare", MEGABYTES, network.throughput().bareSent() / 1e6);
    row("sending, direct", MEGABYTES, network.throughput().directSent() / 1e6);
    row("receiving, bare", MEGABYTES, network.throughput().bareReceived() / 1e6);
    row("receiving, direct", MEGABYTES, network.throughput().directReceived() / 1e6);
    row("direct under the monitor : bare", "%.3f", network.throughput().ratio());
    heading();
    spread("an access while emulated", network.trapNanos());
    spread("blackout, guest time", network.blackoutGuestNanos());
    spread("blackout, wall time", network.blackoutWallNanos());
  }

  private void heading() {
    text.append(
        "%n%-34s %10s %10s %10s %10s%n".formatted("microseconds", "min", "median", "p99", "max"));
  }

  private void steps(String figure, List<StepTimes> steps) {
    for (StepTimes step : steps) {
      spread(figure + " " + step.numeral(), step.nanos());
    }
  }

  private void row(String name, String format, Object value) {
    text.append(String.format(Locale.ROOT, "%-34s ", name))
        .append(String.format(Locale.ROOT, format, value))
        .append(System.lineSeparator());
  }

  private void spread(String name, Spread nanos) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-34s %10.2f %10.2f %10.2f %10.2f%n",
            name,
            nanos.min() / 1e3,
            nanos.median() / 1e3,
            nanos.p99() / 1e3,
            nanos.max() / 1e3));
  }
}
