package dev.sidestep.bench;

/** The two kernel command lines that are booted with; each guest powers off when it is up. */
enum CommandLine {
  /** As {@code sidestep run} boots the image. */
  IMAGE,
  /** What a user would write who knows nothing of us: all of the kernel's self-tests run. */
  PLAIN;

  private static final String PLAIN_WORDS = "console=ttyS0,115200";
  private static final String POWER_OFF = " sidestep.mode=poweroff";

  String words(DebianGuest guest) {
    return (this == IMAGE ? guest.image().commandLine() : PLAIN_WORDS) + POWER_OFF;
  }
}
