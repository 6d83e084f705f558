package dev.sidestep.control.load;

import java.util.ArrayList;
import java.util.List;

/** The first few things that went wrong, as sentences. Any number of threads. */
final class Troubles {
  private static final int KEPT = 20;

  private final List<String> sentences = new ArrayList<>();

  synchronized void note(String sentence) {
    if (sentences.size() < KEPT) {
      sentences.add(sentence);
    }
  }

  void note(String service, Exception cause) {
    note("The service \"%s\" failed: %s.".formatted(service, cause));
  }

  synchronized List<String> sentences() {
    return List.copyOf(sentences);
  }
}
