package dev.sidestep.network.user;

/** What a user network counts; see {@link UserNetwork#counts}. */
public enum NetworkCount {
  /** Frames that the machine has sent. */
  FRAMES_FROM_GUEST,
  /** Frames that were made for the machine. */
  FRAMES_TO_GUEST,
  /** Frames of the machine that came faster than they could be looked at, and were dropped. */
  DROPPED_INPUT_FULL,
  /** Frames for the machine that it left waiting until there was no more room. */
  DROPPED_OUTPUT_FULL,
  /** Frames and packets with inconsistent lengths or addresses that nobody can have. */
  MALFORMED,
  /** Packets whose IP, ICMP, UDP or TCP checksum is wrong. */
  BAD_CHECKSUM,
  /** Frames for other stations, and of types that are not known here. */
  NOT_FOR_US,
  /** Packets for addresses that this network does not lead to. */
  PROHIBITED,
  /** Fragments that never made a packet, overlapped, or found no room. */
  FRAGMENTS_DROPPED,
  /** Datagrams that could not be relayed: refused, or longer than UDP allows. */
  DATAGRAMS_DROPPED,
  /** Connections that were asked for, in both directions. */
  CONNECTIONS,
  /** Connections and flows that were refused, or given up, because there were too many. */
  LIMIT_REACHED,
  /** TCP segments that were sent again. */
  RETRANSMISSIONS,
  /** TCP segments that came out of order. */
  OUT_OF_ORDER,
  /** TCP segments without a connection, or that do not fit it. */
  UNEXPECTED_SEGMENTS
}
