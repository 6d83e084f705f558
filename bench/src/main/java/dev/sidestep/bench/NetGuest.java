package dev.sidestep.bench;

import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import dev.sidestep.network.user.Subnet;
import dev.sidestep.network.user.UserNetwork;
import dev.sidestep.platform.MachineCounters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Debian guest with an 82540EM on the user network of this process, in its shell. The same
 * kernel, files, network and load for every machine.
 */
abstract class NetGuest implements AutoCloseable {
  /** Of the services behind the gateway. */
  static final String HOST = "10.0.2.2";

  /** The driver of the card in the guest. */
  private static final String DRIVER = "e1000";

  /** Of the card, everywhere; locally administered (IEEE 802, 8.2.2). */
  static final long MAC_ADDRESS = 0x0253_5444_0001L;

  private static final long SEED = 1;

  private final NetworkLoad load = new NetworkLoad(SEED);
  private final GuestOrders orders = new GuestOrders();
  private final GuestShell shell = new GuestShell(orders);
  private final UserNetwork network = new UserNetwork(this::inputAvailable);
  private final Wire wire = new Wire(network);

  /** The network has frames for the guest; called by any thread. */
  abstract void inputAvailable();

  /** What the machine has counted, or null if it counts nothing. */
  abstract @Nullable MachineCounters counters();

  /** What the guest finds in its initial RAM disk. */
  final List<ExtraFile> files(DebianGuest guest) {
    List<ExtraFile> files = new ArrayList<>(guest.image().modules(List.of(DRIVER)));
    files.add(new ExtraFile("/data/send", load.pattern()));
    return files;
  }

  final GuestOrders orders() {
    return orders;
  }

  final GuestShell shell() {
    return shell;
  }

  final UserNetwork network() {
    return network;
  }

  final Wire wire() {
    return wire;
  }

  final NetworkLoad load() {
    return load;
  }

  /** Its address on the network. */
  static int address() {
    return Subnet.FIRST_GUEST;
  }

  @Override
  public void close() {
    network.close();
    load.close();
  }
}
