/**
 * `quorate/in-memory`: a whole system in one process, over ports in memory.
 *
 * @module
 */
export { seeded } from "./chance.ts";
export { type Armed, InMemoryClock } from "./in-memory-clock.ts";
export { InMemoryHost } from "./in-memory-host.ts";
export { type Flight, InMemoryNetwork } from "./in-memory-network.ts";
export type { InMemoryOptions } from "./in-memory-options.ts";
export { InMemoryStorage } from "./in-memory-storage.ts";
export { describeEntry, type LogEntry } from "./log-entry.ts";
