/**
 * The mutants of the replicated counter that graph equality does not notice.
 *
 * @module
 */
import type { Explained } from "./survivors.ts";

export const replicatedCounterSurvivors: Explained = {
  "What a refusal says": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      'counter: "a replicated counter" -> ""',
      'counter: "request" -> ""',
      'counter: "outcome.first" -> ""',
      'counter: "outcome.values" -> ""',
      'begin: "a replicated counter" -> ""',
      "ask: `${maxWaiting} requests are waiting` -> ``",
      "hear: `the log goes on at ${first}, and ${counted.size} were counted` -> ``",
      "hear: `the log tells ${name} twice` -> ``",
    ],
  },
  "What does not happen in a model": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      'counter: { self: ({ self }) => self, peers: () => [], instance: { field: "counter", of: () => "counter" } } -> {}',
      "counter: ({ self }) => self -> () => undefined",
      "counter: () => [] -> () => undefined",
      'counter: [] -> ["Stryker was here"]',
      'counter: { field: "counter", of: () => "counter" } -> {}',
      'counter: "counter" -> ""',
      'counter: () => "counter" -> () => undefined',
      "begin: { maxWaiting } -> {}",
      "ask: !isWaiting && waiting.size >= maxWaiting -> false",
      "ask: !isWaiting -> isWaiting",
      "ask: waiting.size >= maxWaiting -> waiting.size > maxWaiting",
      "hear: first !== counted.size + 1 -> false",
      "hear: counted.size === size -> false",
    ],
  },
  "What is neither a change nor a message": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      "ask: lookUp(waiting, name) !== undefined -> false",
      "answered: before.counted === counted -> false",
      "hear: counted === state.counted -> false",
    ],
  },
  "An effect that is none": {
    "src/replicated-machine/replicated-counter/counter.ts": ['answered: [] -> ["Stryker was here"]'],
  },
  "What no state shows": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      'counter: () => "counting" -> () => undefined',
      'counter: "counting" -> ""',
    ],
  },
  "What nobody looks at": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      'counter: "ReplicatedCounter" -> ""',
      'counter: "count" -> ""',
    ],
  },
  "When a timer fires": {
    "src/replicated-machine/replicated-counter/counter.ts": [
      "counter: waiting.size > 0 -> true",
      "counter: waiting.size > 0 -> waiting.size >= 0",
    ],
  },
};
