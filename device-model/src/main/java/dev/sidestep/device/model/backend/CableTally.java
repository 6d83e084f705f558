package dev.sidestep.device.model.backend;

/** Counts what a cable does. */
final class CableTally {
  private long framesFromChip;
  private long bytesFromChip;
  private long framesToChip;
  private long bytesToChip;
  private long refused;
  private long damaged;
  private long pauses;
  private long resumes;
  private long unplugged;

  void fromChip(int bytes) {
    framesFromChip++;
    bytesFromChip += bytes;
  }

  void toChip(int bytes) {
    framesToChip++;
    bytesToChip += bytes;
  }

  void refused() {
    refused++;
  }

  void damaged() {
    damaged++;
  }

  void pause(int quanta) {
    if (quanta == 0) {
      resumes++;
    } else {
      pauses++;
    }
  }

  void unplugged(int frames) {
    unplugged += frames;
  }

  EthernetCable.Counters counters(FramePath toHost, FramePath toChip) {
    return new EthernetCable.Counters(
        traffic(framesFromChip, bytesFromChip, toHost),
        traffic(framesToChip, bytesToChip, toChip),
        refused,
        damaged,
        pauses,
        resumes,
        unplugged);
  }

  private static EthernetCable.Traffic traffic(long frames, long bytes, FramePath path) {
    return new EthernetCable.Traffic(
        frames, bytes, path.lost(), path.overtaken(), path.overflowed());
  }
}
