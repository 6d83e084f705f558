package dev.sidestep.platform.soft;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.NetworkCard;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The models of network cards that there are.
 *
 * @param models each of another name
 */
record Cards(List<CardModel> models) {
  /** Slots with an interrupt wire of their own. */
  static final int MOST = PciHost.PINS;

  /** All that this program has. */
  static Cards known() {
    return new Cards(List.of(new Intel82540emCard(), new AmdAm79c970aCard()));
  }

  /** Checks that a machine can have {@code cards}. */
  void require(List<NetworkCard> cards) {
    if (cards.size() > MOST) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The board has %d slots for network cards, and %d cards were asked for; leave some out."
              .formatted(MOST, cards.size()));
    }
    cards.forEach(this::requireModel);
  }

  private void requireModel(NetworkCard card) {
    model(card.model());
  }

  /** The model of that name. */
  CardModel model(String name) {
    for (CardModel model : models) {
      if (model.name().equals(name)) {
        return model;
      }
    }
    String names = models.stream().map(CardModel::name).collect(Collectors.joining(", "));
    throw new Failure(
        Failure.Reason.USAGE,
        "There is no network card called %s; choose one of: %s.".formatted(name, names));
  }
}
