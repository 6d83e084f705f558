package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet;

/** What the data path is built on. */
record Parts(
    RegisterFile registers,
    Causes causes,
    Statistics statistics,
    BusMaster bus,
    EventScheduler scheduler,
    EthernetOutlet outlet,
    Link link) {}
