package dev.sidestep.vmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.GuestClock;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.Capability;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.InterruptRouter;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.testkit.platform.FakePlatform;
import dev.sidestep.testkit.platform.FakePlatform.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProtocolOrderTest {
  private static final List<Integer> THERE = List.of(210, 212, 214, 216, 410, 412, 414, 416, 418);
  private static final List<Integer> BACK = List.of(708, 710, 712, 714, 716, 718, 720, 722);

  @Test
  void theFiguresHold() {
    assertThat(ProtocolOrder.holds(THERE)).isTrue();
    assertThat(ProtocolOrder.holds(BACK)).isTrue();
  }

  @Test
  void anyTwoNeighboursSwappedAreFound() {
    for (List<Integer> figure : List.of(THERE, BACK)) {
      for (int i = 0; i + 1 < figure.size(); i++) {
        List<Integer> swapped = new ArrayList<>(figure);
        Collections.swap(swapped, i, i + 1);
        assertThat(ProtocolOrder.holds(swapped)).as("%s", swapped).isFalse();
      }
    }
  }

  @Test
  void aStepLeftOutIsFound() {
    for (int i = 0; i + 1 < 4; i++) {
      List<Integer> shortened = new ArrayList<>(THERE);
      shortened.remove(/* index */ i);
      assertThat(ProtocolOrder.holds(shortened)).as("%s", shortened).isFalse();
    }
  }

  @Test
  void theTraceRefusesAStepOutOfOrder() {
    ProtocolTrace trace = new ProtocolTrace(() -> 0);
    trace.record(210);
    assertThatThrownBy(() -> trace.record(214)).hasMessageContaining("214 after step 210");
  }

  /** What a platform really saw in a virtualization, as numerals. */
  private static List<Integer> numeralsOf(List<Effect> effects) {
    return effects.stream()
        .map(effect ->
            switch (effect) {
              case INTERRUPTS_DISABLED -> 210;
              case REDIRECTED_TO_VMM -> 212;
              case INTERCEPTED -> 214;
              case INTERRUPTS_ENABLED -> 216;
              case REDIRECTED_TO_GUEST -> 718;
              case DIRECT -> 720;
            })
        .toList();
  }

  @Test
  void whatReallyHappensIsInOrder() {
    IdealEthernet card = new IdealEthernet("ideal");
    Vmm.attach(card.platform, List.of(card.binding))
        .virtualize(card.device.id(), SwitchPolicies.defaults());
    assertThat(ProtocolOrder.holds(numeralsOf(card.platform.effects()))).isTrue();
  }

  @Test
  void aMonitorThatInterceptsBeforeItRedirectsIsFound() {
    IdealEthernet card = new IdealEthernet("ideal");
    Vmm.attach(new SwappedSteps(card.platform), List.of(card.binding))
        .virtualize(card.device.id(), SwitchPolicies.defaults());
    assertThat(numeralsOf(card.platform.effects())).containsExactly(210, 214, 212, 216);
    assertThat(ProtocolOrder.holds(numeralsOf(card.platform.effects()))).isFalse();
  }

  /** Performs step 212 after step 214. */
  private record SwappedSteps(FakePlatform real, List<Runnable> late) implements Platform {
    SwappedSteps(FakePlatform real) {
      this(real, new ArrayList<>());
    }

    @Override
    public Set<Capability> capabilities() {
      return real.capabilities();
    }

    @Override
    public List<PhysicalDevice> devices() {
      return real.devices();
    }

    @Override
    public AccessMap accessMap() {
      AccessMap map = real.accessMap();
      return new AccessMap() {
        @Override
        public void set(DeviceId device, AccessMode mode) {
          map.set(device, mode);
          late.forEach(Runnable::run);
          late.clear();
        }

        @Override
        public AccessMode mode(DeviceId device) {
          return map.mode(device);
        }

        @Override
        public void place(DeviceId device, List<RegisterRange> ranges) {
          map.place(device, ranges);
        }

        @Override
        public AccessMode mode(long address) {
          return map.mode(address);
        }

        @Override
        public AccessMode pageMode(long page) {
          return map.pageMode(page);
        }
      };
    }

    @Override
    public InterruptRouter interrupts() {
      InterruptRouter router = real.interrupts();
      return new InterruptRouter() {
        @Override
        public void redirect(DeviceId device, Owner owner) {
          late.add(() -> router.redirect(device, owner));
        }

        @Override
        public Owner owner(DeviceId device) {
          return router.owner(device);
        }

        @Override
        public void setVirtualLine(DeviceId device, boolean asserted) {
          router.setVirtualLine(device, asserted);
        }

        @Override
        public boolean isInService(DeviceId device) {
          return router.isInService(device);
        }
      };
    }

    @Override
    public MemoryWindow guestMemory() {
      return real.guestMemory();
    }

    @Override
    public GuestClock clock() {
      return real.clock();
    }

    @Override
    public int vcpus() {
      return real.vcpus();
    }

    @Override
    public void attach(Monitor monitor) {
      real.attach(monitor);
    }

    @Override
    public void execute(Runnable action) {
      real.execute(action);
    }

    @Override
    public void bracket(Consumer<Bracket> action) {
      real.bracket(action);
    }

    @Override
    public void release() {
      real.release();
    }

    @Override
    public GuestTimer newTimer(Runnable action) {
      return real.newTimer(action);
    }
  }
}
