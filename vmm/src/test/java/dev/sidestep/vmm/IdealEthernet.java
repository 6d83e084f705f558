package dev.sidestep.vmm;

import static dev.sidestep.vmm.AccessPattern.load;
import static dev.sidestep.vmm.AccessPattern.store;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;
import dev.sidestep.testkit.platform.FakeDevice;
import dev.sidestep.testkit.platform.FakePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** FIG. 3's idealised Ethernet card: the chip, its virtual twin and the monitor's driver. */
final class IdealEthernet {
  static final long BASE = 0x4000_0000L;
  static final long A = 0;
  static final long B = 8;
  static final long C = 16;
  static final long STATUS = 24;

  enum Action {
    ILLEGAL,
    FILE_ADDRESS,
    FILE_LENGTH,
    SEND,
    READ_STATUS
  }

  static final IoStateMachine<Action> MACHINE =
      IoStateMachine.named("ideal Ethernet", Action.ILLEGAL)
          .starts("1")
          .end("4", "1")
          .row("1", store(A, 8), "2", Action.FILE_ADDRESS)
          .row("2", store(B, 8), "3", Action.FILE_LENGTH)
          .row("3", store(C, 8), "4", Action.SEND)
          .neutral(load(STATUS, 8), Action.READ_STATUS)
          .build();

  /** The high-level I/O: send a message. */
  record Send(long address, long length, long destination) implements HighLevelIo {}

  /** Nothing is carried. */
  record Nothing() implements DeviceState {
    @Override
    public List<KnownField> fields() {
      return List.of();
    }
  }

  /** The card: three writes, and the message is sent. */
  static final class Chip implements RegisterWindow {
    final List<Send> sent = new ArrayList<>();
    private long a;
    private long b;

    @Override
    public long read(long offset, int width) {
      return sent.size();
    }

    @Override
    public void write(long offset, int width, long value) {
      if (offset == A) {
        a = value;
      } else if (offset == B) {
        b = value;
      } else {
        sent.add(new Send(a, b, value));
      }
    }
  }

  /** What the guest sees. */
  static final class Virtual implements VirtualDevice<Send, Nothing>, RebindableDevice {
    private final String name;
    final IoStateMachine.Cursor<Action> cursor = MACHINE.cursor();
    private Consumer<? super Send> driver = send -> {};
    long address;
    long length;
    private long sent;
    boolean quiet = true;
    boolean busy;
    int rebounds;

    Virtual(String name) {
      this.name = name;
    }

    @Override
    public String interfaceName() {
      return name;
    }

    @Override
    public IoStateMachine<?> machine() {
      return MACHINE;
    }

    @Override
    public void connect(Consumer<? super Send> newDriver) {
      driver = newDriver;
    }

    @Override
    public void deliver(Send io) {
      throw new IllegalArgumentException("Nothing is received");
    }

    @Override
    public void begin(Nothing state) {
      cursor.moveTo("1");
    }

    @Override
    public Nothing end() {
      return new Nothing();
    }

    @Override
    public Verdict access(MmioAccess access, long offset) {
      switch (cursor.advance(access, offset).action()) {
        case ILLEGAL -> {
          return Verdict.FAULT;
        }
        case FILE_ADDRESS -> address = access.value();
        case FILE_LENGTH -> length = access.value();
        case SEND -> send(access.value());
        case READ_STATUS -> access.answer(sent);
      }
      return Verdict.COMPLETED;
    }

    private void send(long destination) {
      sent++;
      driver.accept(new Send(address, length, destination));
      cursor.reset();
    }

    @Override
    public boolean isAtStart() {
      return cursor.isAtStart();
    }

    @Override
    public List<String> owed() {
      return List.of();
    }

    @Override
    public boolean isQuiet() {
      return quiet;
    }

    @Override
    public boolean beginsSequence(MmioAccess access, long offset) {
      return cursor.isAtStart() && cursor.peek(access, offset).action() == Action.FILE_ADDRESS;
    }

    @Override
    public void showBusy(boolean nowBusy) {
      busy = nowBusy;
    }

    @Override
    public void rebound() {
      rebounds++;
    }

    @Override
    public boolean log(MmioAccess access, long offset) {
      return true;
    }

    @Override
    public boolean readsBack(long offset) {
      return false;
    }
  }

  /** Drives the card; it cannot read where a sequence stands. */
  record Driver(RegisterWindow registers) implements VmmDriver<Send, Nothing> {
    @Override
    public String interfaceName() {
      return "ideal";
    }

    @Override
    public void connect(Consumer<? super Send> virtualDevice) {}

    @Override
    public void observed(MmioAccess access, long offset) {}

    @Override
    public String startState() {
      return "1";
    }

    @Override
    public boolean knowsSequenceState() {
      return false;
    }

    @Override
    public String objection(ModePolicy policy) {
      return "";
    }

    @Override
    public Nothing adopt(ModePolicy policy) {
      return new Nothing();
    }

    @Override
    public void perform(Send io) {
      registers.write(A, 8, io.address());
      registers.write(B, 8, io.length());
      registers.write(C, 8, io.destination());
    }

    @Override
    public boolean interrupt() {
      return false;
    }

    @Override
    public boolean expectsGuestInterrupt() {
      return false;
    }

    @Override
    public void pauseInput(boolean paused) {}

    @Override
    public boolean isDrained() {
      return true;
    }

    @Override
    public boolean isSettled() {
      return true;
    }

    @Override
    public void release(Nothing guestState) {}

    @Override
    public void resetAndRelease(Nothing guestState) {}
  }

  final FakePlatform platform = new FakePlatform();
  final FakeDevice device = platform.add("eth0", "ideal", new AddressRange(BASE, 32));
  final Chip chip = new Chip();
  final Virtual virtual;
  final DeviceBinding<Send, Nothing> binding;

  IdealEthernet(String virtualInterface) {
    device.wire(chip, () -> {});
    virtual = new Virtual(virtualInterface);
    binding = new DeviceBinding<>(device.id(), virtual, new Driver(chip));
  }

  void write(long register, long value) {
    platform.store(BASE + register, 8, value);
  }

  void send(long address, long length, long destination) {
    write(A, address);
    write(B, length);
    write(C, destination);
  }
}
