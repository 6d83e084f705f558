package dev.sidestep.bench;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/** What a sampled thread was doing, by the innermost frame that tells. */
enum Activity {
  DECODE("Decoding guest instructions, building blocks"),
  TRANSLATE("Address translation: TLB misses, page table walks, flushes"),
  MONITOR("The monitor: judging translations, exits, its drivers"),
  DEVICE("Devices, bus, PLIC, CLINT, their timers"),
  PRIVILEGED("CSRs, traps, SBI calls, the hart's run loop"),
  EXECUTE("Executing guest instructions"),
  OTHER("Other");

  private static final String RISCV = "dev.sidestep.riscv.";
  private static final String SOFT = "dev.sidestep.platform.soft.";
  private static final List<String> TRANSLATING =
      List.of("fill", "ask", "askFetch", "fillMemory", "fillDevice", "enterFetch", "flush");

  private final String description;

  Activity(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /** Of a stack, innermost frame first. */
  static Activity of(List<RecordedFrame> stack) {
    return stack.stream()
        .map(RecordedFrame::getMethod)
        .map(Activity::of)
        .filter(activity -> activity != OTHER)
        .findFirst()
        .orElse(OTHER);
  }

  private static Activity of(RecordedMethod method) {
    String type = method.getType().getName().replaceFirst("\\$.*", "");
    if (type.startsWith("dev.sidestep.vmm.")) {
      return MONITOR;
    }
    if (type.startsWith("dev.sidestep.device.") || type.startsWith("dev.sidestep.base.")) {
      return DEVICE;
    }
    if (type.startsWith(RISCV)) {
      return ofHart(type.substring(RISCV.length()), method.getName());
    }
    return type.startsWith(SOFT) ? ofBoard(type.substring(SOFT.length())) : OTHER;
  }

  private static Activity ofHart(String type, String method) {
    return switch (type) {
      case "Decoder",
          "FloatDecoder",
          "BlockBuilder",
          "CompressedExpander",
          "CodeCache",
          "CodePage" ->
          DECODE;
      case "PageWalker", "HardwareFill", "Translation", "Pmp", "FetchTlb", "SlowEntry" -> TRANSLATE;
      case "Mmu", "Tlb" -> TRANSLATING.contains(method) ? TRANSLATE : EXECUTE;
      case "PhysicalBus",
          "DeviceSlot",
          "Plic",
          "PlicContext",
          "PlicSources",
          "Clint",
          "ClintHart" ->
          DEVICE;
      case "CsrFile", "Csr", "CsrOps", "SystemOps", "Traps", "Status", "Counter" -> PRIVILEGED;
      case "HostMemory", "SegmentMemory", "Ram" -> OTHER;
      default -> EXECUTE;
    };
  }

  private static Activity ofBoard(String type) {
    return switch (type) {
      case "RefillTlb", "AddressMap" -> TRANSLATE;
      case "MonitorLayer", "SoftAccessMap", "SoftInterruptRouter" -> MONITOR;
      case "SerialPort", "EventPump", "Board" -> DEVICE;
      default -> PRIVILEGED;
    };
  }
}
