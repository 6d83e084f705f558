package dev.sidestep.control.load;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Services for a guest in the mode "network", each at a free port of this host's loopback address.
 * Methods may be called by any thread.
 */
public final class NetworkLoad implements AutoCloseable {
  /** What the guest needs as {@code /data/send}. */
  public static final int PATTERN_BYTES = 1 << 18;

  private static final int FILE_BYTES = 200_000;

  private final Troubles troubles = new Troubles();
  private final byte[] pattern;
  private final byte[] file;
  private final BulkSink sink;
  private final BulkSource source;
  private final NumberEcho echo = new NumberEcho();
  private final SequenceLedger datagrams = new SequenceLedger();
  private final Map<SocketAddress, TftpTransfer> transfers = new HashMap<>();
  private final TcpService sinkService;
  private final TcpService sourceService;
  private final TcpService echoService;
  private final UdpService datagramService;
  private final UdpService fileService;

  /** Opens the services; what they send is derived from {@code seed}. */
  public NetworkLoad(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    pattern = new byte[PATTERN_BYTES];
    random.nextBytes(pattern);
    file = new byte[FILE_BYTES];
    random.nextBytes(file);
    sink = new BulkSink(pattern, troubles);
    source = new BulkSource(seed);
    sinkService = new TcpService("load-sink", troubles, sink);
    sourceService = new TcpService("load-source", troubles, source);
    echoService = new TcpService("load-echo", troubles, echo);
    datagramService = new UdpService("load-datagrams", troubles, this::count);
    fileService = new UdpService("load-file", troubles, this::transfer);
  }

  private byte @Nullable [] count(SocketAddress from, byte[] datagram) {
    String text = new String(datagram, StandardCharsets.ISO_8859_1).strip();
    datagrams.arrive(NumberEcho.number(text));
    return null;
  }

  private byte @Nullable [] transfer(SocketAddress from, byte[] datagram) {
    synchronized (transfers) {
      return transfers.computeIfAbsent(from, _ -> new TftpTransfer(file)).answer(datagram);
    }
  }

  /** The content of {@code /data/send}; not to be changed. */
  public byte[] pattern() {
    return pattern;
  }

  /** Where the guest sends its pattern to. */
  public int sinkPort() {
    return sinkService.port();
  }

  /** Where it receives from, until {@link #endSource}. */
  public int sourcePort() {
    return sourceService.port();
  }

  /** Where it makes short connections to. */
  public int echoPort() {
    return echoService.port();
  }

  /** Where its numbered datagrams go. */
  public int datagramPort() {
    return datagramService.port();
  }

  /** Where it fetches a file by TFTP. */
  public int filePort() {
    return fileService.port();
  }

  /** Ends the streams to the guest that are under way. */
  public void endSource() {
    source.end();
  }

  /** Bytes that have come from the guest. */
  public long sentBytes() {
    return sink.bytes();
  }

  /** Bytes that have gone to the guest, or to a buffer on the way. */
  public long receivedBytes() {
    return source.bytes();
  }

  /** Bytes from the guest that were not the right ones at their place. */
  public long damagedBytes() {
    return sink.damagedBytes();
  }

  /** SHA-256 of each stream to the guest that has ended, in order. */
  public List<String> sourceHashes() {
    return source.hashes();
  }

  /** SHA-256 of the file. */
  public String fileHash() {
    StreamHash hash = new StreamHash();
    hash.add(file);
    return hash.hex();
  }

  /** What has become of {@code sent} short connections. */
  public SequenceLedger.Tally connections(long sent) {
    return echo.tally(sent);
  }

  /** What has become of {@code sent} datagrams. */
  public SequenceLedger.Tally datagrams(long sent) {
    return datagrams.tally(sent);
  }

  /** Transfers of the file that were acknowledged to the end. */
  public long filesTransferred() {
    return overTransfers(transfer -> transfer.isComplete() ? 1 : 0);
  }

  /** Blocks of the file that had to be sent again. */
  public long fileRepeats() {
    return overTransfers(TftpTransfer::repeated);
  }

  private long overTransfers(ToLongFunction<TftpTransfer> figure) {
    synchronized (transfers) {
      return transfers.values().stream().mapToLong(figure).sum();
    }
  }

  /** The first few things that went wrong here, as sentences. */
  public List<String> troubles() {
    return troubles.sentences();
  }

  @Override
  public void close() {
    sinkService.close();
    sourceService.close();
    echoService.close();
    datagramService.close();
    fileService.close();
  }
}
