package dev.sidestep.testkit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The methods of the assembler and the table name the same instructions. */
class InstructionMethodsTest {

  @Test
  void everyInstructionHasAMethodThatEmitsIt() throws ReflectiveOperationException {
    for (Instruction each : InstructionTable.all()) {
      for (Method method : methodsOf(each)) {
        Assembler asm = Assembler.at(0).label("here");
        method.invoke(asm, arguments(method, each));
        byte[] code = asm.assemble();

        assertThat(code).as("%s", method).hasSize(each.widthBytes());
        assertThat(InstructionTable.find(bits(code))).as("%s", method).contains(each);
      }
    }
  }

  /**
   * The methods with the instruction's name, without the pseudo-instructions that have fewer
   * operands.
   */
  private static List<Method> methodsOf(Instruction instruction) {
    List<Method> named =
        Arrays.stream(Assembler.class.getMethods())
            .filter(method -> method.getName().equals(instruction.methodName()))
            .filter(method -> !method.isBridge())
            .sorted(Comparator.comparingInt(Method::getParameterCount))
            .toList();
    assertThat(named).as("methods for %s", instruction).isNotEmpty();
    assertThat(named.getLast().getParameterCount())
        .isEqualTo(instruction.format().operands().size());
    return named;
  }

  private static Object[] arguments(Method method, Instruction instruction) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i], instruction.format().operands().get(i));
    }
    return arguments;
  }

  private static Object argument(Class<?> type, Operand operand) {
    if (type == int.class) {
      return operand.max();
    }
    // x10 and f10 are legal in every register field, those of three bits included.
    return type == Reg.class
        ? Reg.A0
        : type == FReg.class
            ? FReg.FA0
            : type == RoundingMode.class
                ? RoundingMode.DYN
                : type == Ordering.class ? Ordering.AQRL : "here";
  }

  private static int bits(byte[] code) {
    int bits = 0;
    for (int i = code.length - 1; i >= 0; i--) {
      bits = (bits << Byte.SIZE) | (code[i] & 0xff);
    }
    return bits;
  }
}
