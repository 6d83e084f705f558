package dev.sidestep.bench;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/** What a sampled thread was doing, by the innermost frame that tells. */
enum Activity {
  EXECUTE("Executing guest instructions"),
  DISPATCH("Finding the next block"),
  DECODE("Decoding guest instructions, building blocks"),
  CSR("Reading and writing CSRs, above all the clock"),
  TRANSLATE("Address translation: TLB misses, page table walks, flushes"),
  TRAP("Traps, SBI calls, timers, the hart's outer loop"),
  MONITOR("The monitor: judging translations, exits, its drivers"),
  DEVICE("Devices, bus, PLIC, CLINT"),
  OTHER("Other");

  private static final String RISCV = "dev.sidestep.riscv.";
  private static final String SOFT = "dev.sidestep.platform.soft.";

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
    return type.startsWith(SOFT) ? ofBoard(type.substring(SOFT.length()), method.getName()) : OTHER;
  }

  private static Activity ofHart(String type, String method) {
    return switch (type) {
      case "Decoder", "FloatDecoder", "BlockBuilder", "CompressedExpander", "CodeCache" -> DECODE;
      case "CodePage" -> method.equals("block") ? DISPATCH : DECODE;
      case "FetchTlb" -> DISPATCH;
      case "PageWalker", "HardwareFill", "Translation", "Pmp", "SlowEntry" -> TRANSLATE;
      case "PhysicalBus",
          "DeviceSlot",
          "Plic",
          "PlicContext",
          "PlicSources",
          "Clint",
          "ClintHart" ->
          DEVICE;
      case "CsrFile", "Csr", "CsrOps", "Counter" -> CSR;
      case "SystemOps", "Traps", "Status" -> TRAP;
      case "Mmu", "Tlb", "Hart", "Block" -> byMethod(method);
      case "HostMemory", "SegmentMemory", "Ram" -> OTHER;
      default -> EXECUTE;
    };
  }

  private static Activity byMethod(String method) {
    return switch (method) {
      case "fill", "ask", "askFetch", "fillMemory", "fillDevice", "enterFetch", "flush" ->
          TRANSLATE;
      case "find", "findBlock", "jump", "linkFall", "linkTaken", "runBlocks" -> DISPATCH;
      case "loop", "attend", "serve", "setPending" -> TRAP;
      default -> EXECUTE;
    };
  }

  private static Activity ofBoard(String type, String method) {
    return switch (type) {
      case "RefillTlb", "AddressMap" -> TRANSLATE;
      case "MonitorLayer", "SoftAccessMap", "SoftInterruptRouter" -> MONITOR;
      case "Board" -> method.equals("ticks") ? CSR : DEVICE;
      case "SerialPort" -> DEVICE;
      case "WallClock" -> OTHER;
      default -> TRAP;
    };
  }
}
