package dev.sidestep.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where each figure of the patent is in the code, collected from {@code @figure FIG. 7 (712)}. A
 * tag may name several numerals or a range of even ones, {@code (210-218, 220)}, or a figure alone.
 */
final class PatentMap {
  /** The steps of the method figures, which must all be somewhere in the code. */
  static final Map<Integer, List<Integer>> STEPS =
      new TreeMap<>(
          Map.of(
              2, List.of(210, 212, 214, 216, 218),
              4, List.of(410, 412, 414, 416, 418, 420),
              5, List.of(510, 512, 514, 516, 518, 520),
              6, List.of(610, 612, 614, 616),
              7, List.of(708, 710, 712, 714, 716, 718, 720, 722)));

  private static final Pattern TAG =
      Pattern.compile("(?m)^\\s*(?:/\\*)?\\*+\\s*@figure\\s+FIG\\.\\s*(\\d)(?:\\s*\\(([^)]*)\\))?");

  private static final Pattern NUMERALS =
      Pattern.compile("(\\d{3})(?:\\s*(?:-|\\.\\.)\\s*(\\d{3}))?");

  private record Key(int figure, int numeral) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return figure != other.figure
          ? Integer.compare(figure, other.figure)
          : Integer.compare(numeral, other.numeral);
    }
  }

  private final Map<Key, Set<String>> places = new TreeMap<>();

  /** The map of all main sources. */
  static PatentMap ofSources() {
    PatentMap map = new PatentMap();
    Repository.javaFiles().stream()
        .filter(file -> Repository.name(file).contains("/src/main/java/"))
        .forEach(file -> map.add(Repository.name(file), Repository.read(file)));
    return map;
  }

  /** Adds the tags of one source file. */
  void add(String name, String source) {
    Matcher tags = TAG.matcher(source);
    while (tags.find()) {
      int figure = Integer.parseInt(tags.group(1));
      for (int numeral : numerals(tags.group(2))) {
        places.computeIfAbsent(new Key(figure, numeral), key -> new TreeSet<>()).add(name);
      }
    }
  }

  /** The numerals of one tag; 0 stands for the figure as a whole. */
  private static List<Integer> numerals(String text) {
    if (text == null) {
      return List.of(0);
    }
    List<Integer> numerals = new ArrayList<>();
    Matcher parts = NUMERALS.matcher(text);
    while (parts.find()) {
      int first = Integer.parseInt(parts.group(1));
      int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
      for (int numeral = first; numeral <= last; numeral += 2) {
        numerals.add(numeral);
      }
    }
    return numerals;
  }

  /** The steps that no source names, such as {@code FIG. 7 (712)}. */
  List<String> missing() {
    return STEPS.entrySet().stream()
        .flatMap(figure ->
            figure.getValue().stream()
                .filter(step -> !places.containsKey(new Key(figure.getKey(), step)))
                .map(step -> "FIG. " + figure.getKey() + " (" + step + ")"))
        .toList();
  }

  /** The document. */
  String toMarkdown() {
    StringBuilder text =
        new StringBuilder(
            """
            # The patent's figures in the code

            Generated from the `@figure` tags of the sources; do not edit. To regenerate:
            `mvn -pl architecture -am verify -Dsidestep.regenerate=true`.

            | figure | numeral | code |
            | --- | --- | --- |
            """);
    places.forEach((key, names) ->
        text.append("| FIG. %d | %s | ".formatted(key.figure(), numeral(key)))
            .append(names.stream().map(PatentMap::link).collect(Collectors.joining(", ")))
            .append(" |\n"));
    return text.toString();
  }

  private static String numeral(Key key) {
    return key.numeral() == 0 ? "" : Integer.toString(key.numeral());
  }

  private static String link(String name) {
    String simple = Path.of(name).getFileName().toString().replace(".java", "");
    return "[`" + simple + "`](../" + name + ")";
  }
}
