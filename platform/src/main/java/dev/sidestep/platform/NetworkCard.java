package dev.sidestep.platform;

/**
 * A network card to build into a machine; the first one is {@code net0}.
 *
 * @param model which chip: {@code 82540EM}
 * @param macAddress 6 bytes in the order of transmission, in the low 48 bits, first byte highest
 * @param link its cable
 * @param peer what the cable leads to
 */
public record NetworkCard(String model, long macAddress, LinkSettings link, EthernetPeer peer) {}
