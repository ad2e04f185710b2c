/**
 * `quorate`: all other entries, each by its name. Protocols have parts of the same names, such as `node` and `step`, so
 * what they export stays apart, and a bundler leaves out what is not used.
 *
 * @module
 */
export * as replicatedCommit from "./atomic-commit/replicated-commit/index.ts";
export * as threePhaseCommit from "./atomic-commit/three-phase-commit/index.ts";
export * as twoPhaseCommit from "./atomic-commit/two-phase-commit/index.ts";
export * as epochConsensus from "./consensus/epoch-consensus/index.ts";
export * as core from "./core/index.ts";
export * as equivalence from "./equivalence/index.ts";
export * as broadcastRegister from "./linearizable-storage/broadcast-register/index.ts";
export * as histories from "./linearizable-storage/histories/index.ts";
export * as replicatedCounter from "./replicated-machine/replicated-counter/index.ts";
export * as inMemory from "./shell/in-memory/index.ts";
export * as host from "./shell/index.ts";
export * as simulator from "./shell/simulator/index.ts";
export * as epochBroadcast from "./total-order-broadcast/epoch-broadcast/index.ts";
export * as sequencedBroadcast from "./total-order-broadcast/sequenced-broadcast/index.ts";
