package dev.sidestep.network.user;

/** A connection or flow between a guest's port and a port of the gateway. */
record FlowKey(int guest, int guestPort, int gatewayPort) {}
