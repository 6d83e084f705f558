package dev.sidestep.conformance.guest;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.network.user.UserNetwork;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.LinkSettings;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.NetworkCard;
import dev.sidestep.platform.StopReason;
import dev.sidestep.platform.soft.SoftMachineProvider;
import java.util.List;
import java.util.Map;

/**
 * Debian on a machine of the test's own, with one card on the built-in network; the test puts its
 * own monitor on it, and can look at the hardware. The guest comes up with a shell, by which the
 * test prepares it, and then takes the orders of {@code /init}'s mode "network".
 */
final class DebianMachine implements AutoCloseable {
  /** The card's name. */
  static final DeviceId CARD = GuestSession.CARD;

  private static final long PATIENCE_SECONDS = 120;
  private static final long MAC = 0x0253_5444_0001L;

  /** {@code /init} without what it does as the first process: the rest are functions. */
  private static final String TAKE_ORDERS =
      "sed '/^# Not the first/,$d' /init >/tmp/orders; sh -c '. /tmp/orders; network'";

  private final GuestOrders orders = new GuestOrders();
  private final UserNetwork network = new UserNetwork(this::tellOfInput);
  private final PausingPeer peer = new PausingPeer(network);
  private final Machine machine;

  DebianMachine(String model, BootSource boot) {
    machine =
        new SoftMachineProvider()
            .create(
                new MachineConfiguration(
                    1,
                    Debian.MEMORY_BYTES,
                    ClockMode.WALL,
                    Timing.REAL,
                    7,
                    true,
                    boot,
                    orders,
                    List.of(new NetworkCard(model, MAC, LinkSettings.gigabit(), peer))));
  }

  /**
   * Starts it and waits until it has an address and takes orders.
   *
   * @param preparation a command of the shell for when the card is up
   */
  void start(String preparation) throws InterruptedException {
    orders.connect(machine::serialInputAvailable);
    machine.start();
    require(0, "net up eth0");
    int place = orders.order(preparation + "; " + TAKE_ORDERS);
    require(place, "network ready");
  }

  /** Waits for a line of the guest, behind {@code place}, and takes it apart. */
  Map<String, String> require(int place, String words) throws InterruptedException {
    return GuestOrders.fields(
        orders
            .await(place, words, PATIENCE_SECONDS)
            .orElseThrow(() -> new AssertionError("No \"" + words + "\" in " + orders.markers())));
  }

  /** Waits until the guest has done all that it was ordered to. */
  void awaitIdle() throws InterruptedException {
    require(orders.order("wait"), "net idle");
  }

  /** What the guest's kernel has logged since it takes orders, but for what the host does to it. */
  List<String> kernelLog() throws InterruptedException {
    require(orders.order("log"), "kernel log");
    powerOff();
    return orders.markers().stream().filter(KernelLog::isAboutTheGuest).toList();
  }

  private void powerOff() throws InterruptedException {
    orders.order("bye");
    if (machine.awaitStop() != StopReason.POWER_OFF) {
      throw new AssertionError("The guest did not power off: " + orders.markers());
    }
  }

  private void tellOfInput() {
    machine.networkInputAvailable(0);
  }

  GuestOrders orders() {
    return orders;
  }

  Machine machine() {
    return machine;
  }

  /** Asks the guest's card for silence, for 33 ms at most. */
  void pause() {
    peer.pause();
    tellOfInput();
  }

  /** Ends the silence. */
  void resume() {
    peer.resume();
    tellOfInput();
  }

  /** Sends the guest so many frames that it has no use for. */
  void flood(int frames) {
    peer.flood(frames);
    tellOfInput();
  }

  @Override
  public void close() {
    machine.close();
    network.close();
  }
}
