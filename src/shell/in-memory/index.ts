/**
 * `quorate/in-memory`: a host that runs a whole system in one process.
 *
 * @module
 */
export { InMemoryHost, type InMemoryOptions } from "./in-memory-host.ts";
export { describeEntry, type LogEntry } from "./log-entry.ts";
