package dev.sidestep.control.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Many short connections: each brings a number in a line, and gets it back. */
final class NumberEcho implements TcpService.Handler {
  private static final int LINE_BYTES = 32;

  private final SequenceLedger ledger = new SequenceLedger();

  @Override
  public void serve(InputStream in, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() >= LINE_BYTES) {
        break;
      }
      line.append((char) next);
    }
    ledger.arrive(number(line.toString()));
    out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The number that a text ends with, or 0. */
  static long number(String text) {
    int from = text.length();
    while (from > 0 && Character.isDigit(text.charAt(from - 1)) && text.length() - from < 9) {
      from--;
    }
    return from == text.length() ? 0 : Long.parseLong(text.substring(from));
  }

  SequenceLedger.Tally tally(long sent) {
    return ledger.tally(sent);
  }
}
