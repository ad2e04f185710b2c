/**
 * `quorate/host`: the host, which runs the parts of a node over a storage, a network, a clock and chance of yours.
 *
 * @module
 */
export { Host, type HostOptions, type Runnable } from "./host.ts";
export type { Chance, Clock, Network, Ports, Storage } from "./ports.ts";
export type { Listener, PartEvent } from "./running-part.ts";
