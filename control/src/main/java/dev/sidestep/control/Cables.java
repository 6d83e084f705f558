package dev.sidestep.control;

import dev.sidestep.network.capture.CapturingPeer;
import dev.sidestep.network.capture.PcapngFile;
import dev.sidestep.network.link.EthernetSwitch;
import dev.sidestep.network.link.Forward;
import dev.sidestep.network.link.HostLink;
import dev.sidestep.network.link.NetworkSpec;
import dev.sidestep.network.link.StreamPeer;
import dev.sidestep.network.link.TapPeer;
import dev.sidestep.network.user.PortForward;
import dev.sidestep.network.user.Subnet;
import dev.sidestep.network.user.UserNetwork;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.EthernetPeer;
import dev.sidestep.platform.NetworkCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the network cables of a session lead to; outlives each of its machines. */
final class Cables implements AutoCloseable {
  /** Its driver in the guest. */
  static final String DRIVER = "e1000";

  /** How a machine learns of frames, and what a capture wants to know of it. */
  interface Machine {
    /** As {@link dev.sidestep.platform.Machine#networkInputAvailable}. */
    void networkInputAvailable(int index);

    /** Who has the device of that name, in one word. */
    String custody(String device);

    /** Guest time. */
    long guestNanos();
  }

  /** At the end of a cable that is not plugged in. */
  private static final EthernetPeer NOBODY =
      new EthernetPeer() {
        @Override
        public void accept(byte[] frame) {}

        @Override
        public byte @Nullable [] next() {
          return null;
        }
      };

  private final Machine machine;
  private final List<NetworkSpec> specs;
  private final List<NetworkCard> cards = new CopyOnWriteArrayList<>();
  private final List<UserNetwork> userNetworks = new ArrayList<>();
  private final List<HostLink> links = new ArrayList<>();
  private final Map<String, EthernetSwitch> switches = new HashMap<>();
  private final List<PcapngFile> captures = new ArrayList<>();

  /**
   * Opens what {@code options} name.
   *
   * @throws dev.sidestep.base.Failure if the host refuses one of them
   */
  Cables(NetworkOptions options, Machine machine) {
    this.machine = machine;
    this.specs = options.cards();
    try {
      if (options.capture() != null) {
        captures.add(PcapngFile.create(options.capture()));
      }
      for (int index = 0; index < options.cards().size(); index++) {
        NetworkSpec spec = options.cards().get(index);
        EthernetPeer peer = captured(index, peer(spec.backEnd(), index));
        cards.add(new NetworkCard(spec.model(), options.macAddress(index), spec.link(), peer));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private EthernetPeer peer(NetworkSpec.BackEnd backEnd, int index) {
    return switch (backEnd) {
      case NetworkSpec.User(List<Forward> forwards) -> userNetwork(forwards, index);
      case NetworkSpec.Stream stream -> link(StreamPeer.connect(stream.address()), index);
      case NetworkSpec.Listen listen -> link(StreamPeer.listen(listen.address()), index);
      case NetworkSpec.Tap tap -> link(TapPeer.open(tap.name()), index);
      case NetworkSpec.Switch shared ->
          link(
              switches
                  .computeIfAbsent(
                      shared.name(), _ -> new EthernetSwitch(EthernetSwitch.Overflow.DROP))
                  .newPort(),
              index);
      case NetworkSpec.None _ -> NOBODY;
    };
  }

  private UserNetwork userNetwork(List<Forward> forwards, int index) {
    UserNetwork network = new UserNetwork(() -> machine.networkInputAvailable(index));
    userNetworks.add(network);
    for (Forward forward : forwards) {
      int _ =
          network.forward(
              new PortForward(
                  switch (forward.protocol()) {
                    case TCP -> PortForward.Protocol.TCP;
                    case UDP -> PortForward.Protocol.UDP;
                  },
                  forward.hostPort(),
                  Subnet.FIRST_GUEST,
                  forward.guestPort()));
    }
    return network;
  }

  private HostLink link(HostLink link, int index) {
    links.add(link);
    link.onInput(() -> machine.networkInputAvailable(index));
    return link;
  }

  private EthernetPeer captured(int index, EthernetPeer peer) {
    if (captures.isEmpty()) {
      return peer;
    }
    String device = device(index).name();
    return new CapturingPeer(
        peer, captures.getFirst(), device, () -> machine.custody(device), machine::guestNanos);
  }

  /** The name of card {@code index} on its machine. */
  static DeviceId device(int index) {
    return new DeviceId("net" + index);
  }

  /** Card {@code index} is of another model now, and so it is after a reboot. Any thread. */
  void cardReplaced(int index, String model) {
    NetworkCard old = cards.get(index);
    cards.set(index, new NetworkCard(model, old.macAddress(), old.link(), old.peer()));
  }

  /** The cards of each machine of the session. */
  List<NetworkCard> cards() {
    return List.copyOf(cards);
  }

  /** Whether the cable of card {@code index} is plugged in at power-on. */
  boolean isPluggedIn(int index) {
    return !(specs.get(index).backEnd() instanceof NetworkSpec.None);
  }

  /** The user networks, in the order of their cards. */
  List<UserNetwork> userNetworks() {
    return List.copyOf(userNetworks);
  }

  @Override
  public void close() {
    userNetworks.forEach(UserNetwork::close);
    links.forEach(HostLink::close);
    switches.values().forEach(EthernetSwitch::close);
    captures.forEach(PcapngFile::close);
  }
}
