package dev.sidestep.network.link;

import dev.sidestep.platform.LinkSettings;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a cable, gathered word by word. */
final class LinkOptions {
  private static final Pattern RATE = Pattern.compile("(\\d{1,4})([MG])");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(us|ms|s)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
  private static final Pattern FORWARD = Pattern.compile("(tcp|udp):(\\d{1,5})-(\\d{1,5})");

  /** 1 % of a million. */
  private static final BigDecimal PER_MILLION = BigDecimal.valueOf(10_000);

  private static final int MILLION = 1_000_000;
  private static final long LONGEST_DELAY_NANOS = 10_000_000_000L;

  private final Set<String> given = new HashSet<>();
  private LinkSettings settings = LinkSettings.gigabit();

  /** What was gathered so far, over the settings of a gigabit link. */
  LinkSettings settings() {
    return settings;
  }

  /** Reads one {@code name=value}. */
  void read(String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    String value = option.substring(equals + 1);
    if (!given.add(name)) {
      throw NetworkSpec.usage(
          "The network option " + name + " is given twice; leave one of them out.");
    }
    LinkSettings old = settings;
    settings =
        switch (name) {
          case "rate" -> with(old, rate(value), old.delayNanos(), old.flowControl());
          case "delay" -> with(old, old.bitsPerSecond(), delay(value), old.flowControl());
          case "loss" -> withChances(old, chance(name, value), old.reorderPerMillion());
          case "reorder" -> withChances(old, old.lossPerMillion(), chance(name, value));
          case "flow-control" -> with(old, old.bitsPerSecond(), old.delayNanos(), isOn(value));
          default ->
              throw NetworkSpec.usage(
                  "\""
                      + option
                      + "\" is no network option; write forward=tcp:HOSTPORT-GUESTPORT, rate=100M,"
                      + " delay=5ms, loss=0.1%, reorder=0.1%, flow-control=off or"
                      + " model=Am79C970A.");
        };
  }

  private static LinkSettings with(LinkSettings old, long rate, long delay, boolean flowControl) {
    return new LinkSettings(
        rate, delay, old.lossPerMillion(), old.reorderPerMillion(), flowControl);
  }

  private static LinkSettings withChances(LinkSettings old, int loss, int reorder) {
    return new LinkSettings(
        old.bitsPerSecond(), old.delayNanos(), loss, reorder, old.flowControl());
  }

  private static long rate(String value) {
    Matcher parts = RATE.matcher(value);
    long megabits =
        parts.matches()
            ? Long.parseLong(parts.group(1)) * (parts.group(2).equals("G") ? 1000 : 1)
            : 0;
    if (megabits != 10 && megabits != 100 && megabits != 1000) {
      throw NetworkSpec.usage(
          "The link rate \"" + value + "\" is not one of Ethernet's; write 10M, 100M or 1G.");
    }
    return megabits * MILLION;
  }

  private static long delay(String value) {
    Matcher parts = DURATION.matcher(value);
    long nanos = parts.matches() ? nanos(parts.group(1), parts.group(2)) : -1;
    if (nanos < 0 || nanos > LONGEST_DELAY_NANOS) {
      throw NetworkSpec.usage(
          "The delay \"" + value + "\" is none from 0s to 10s; write for example 5ms or 250us.");
    }
    return nanos;
  }

  private static long nanos(String number, String unit) {
    int digits =
        switch (unit) {
          case "us" -> 3;
          case "ms" -> 6;
          default -> 9;
        };
    return new BigDecimal(number).scaleByPowerOfTen(digits).longValueExact();
  }

  private static int chance(String name, String value) {
    Matcher parts = PERCENT.matcher(value);
    int perMillion =
        parts.matches() ? new BigDecimal(parts.group(1)).multiply(PER_MILLION).intValueExact() : -1;
    if (perMillion < 0 || perMillion > MILLION) {
      throw NetworkSpec.usage(
          String.format(
              Locale.ROOT,
              "%s=%s is no share of frames; write for example %s=0.1%%, with at most 4 decimals.",
              name,
              value,
              name));
    }
    return perMillion;
  }

  private static boolean isOn(String value) {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw NetworkSpec.usage(
              "flow-control=" + value + " makes no sense; write flow-control=on or =off.");
    };
  }

  /** Reads {@code tcp:2222-22}. */
  static Forward forward(String value) {
    Matcher parts = FORWARD.matcher(value);
    if (!parts.matches() || !isPort(parts.group(2)) || !isPort(parts.group(3))) {
      throw NetworkSpec.usage(
          "The forward \""
              + value
              + "\" is not PROTOCOL:HOSTPORT-GUESTPORT; write for example tcp:2222-22.");
    }
    return new Forward(
        parts.group(1).equals("tcp") ? Forward.Protocol.TCP : Forward.Protocol.UDP,
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 0xffff;
  }
}
