/**
 * A role of one's own in the simulator: a node that keeps a number on its disk. It answers before the number is there,
 * which is a mistake that only a crash at the wrong time shows.
 *
 * @module
 */
import { answered, changed, type Part, type System } from "../src/core/index.ts";
import type { Scenario } from "../src/shell/simulator/index.ts";

const keeper: Part<number> = {
  name: "keeper",
  instance: "example",
  node: "a",
  role: "keeper",
  requests: [{ kind: "increment" }],
  noRecord: 0,
  start: () => ({ state: 0, effects: [] }),
  recover: (record) => ({ state: Number(record), effects: [] }),
  step: (count, event) => {
    if (event.kind !== "increment") return answered(count, []);
    const next = count + 1;
    return changed(next, [
      { kind: "persist", record: next },
      { kind: "reply", value: next },
    ]);
  },
};

const system: System = { parts: [keeper], links: [], linkOf: () => "" };

/** Somebody increments ten times, and never wants to be told the same number twice. */
export const counting: Scenario = {
  system,
  timeOf: () => 100,
  within: 1_000,
  watch: (run) => {
    const told = new Set<unknown>();
    for (let i = 0; i < 10; i++) run.after(100 * i, () => run.ask("keeper", { kind: "increment" }));
    return {
      told: (_, value) => {
        if (told.has(value)) run.violated("EachNumberOnce", `${String(value)} is told twice`);
        told.add(value);
      },
      isReached: () => true,
    };
  },
};
