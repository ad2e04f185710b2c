/**
 * A protocol of nodes that keep what they are told: each puts what its clients give it on its disk, says so once it is
 * there, and passes it on to the others.
 *
 * @module
 */
import { answered, changed, refused, type Started, type StepResult } from "../../core/step.ts";
import type { Addressed, CommonEvent, Part, PartEffect, PartTypes, System } from "../../core/system.ts";
import type { Run, Scenario, Watcher } from "./scenario.ts";

export interface KeeperTypes extends PartTypes {
  readonly record: readonly string[];
  readonly request: { readonly kind: "put"; readonly value: string };
  readonly told: string;
}

interface Copy extends Addressed {
  readonly value: string;
}

type Effect = PartEffect<KeeperTypes>;
type Values = readonly string[];

/** What it was given, and what of it is on its disk. */
interface Kept {
  readonly values: Values;
  readonly durable: Values;
}

/** @param isHasty - whether it says so before it is there */
export function keepers(nodes: readonly string[], isHasty = false): System<KeeperTypes> {
  return {
    parts: nodes.map((node) => keeper(node, nodes, isHasty)),
    links: ["link"],
    linkOf: () => "link",
  };
}

function keeper(node: string, nodes: readonly string[], isHasty: boolean): Part<Kept, KeeperTypes> {
  const saying = (values: Values): readonly Effect[] => values.map((value) => ({ kind: "reply", value }));
  const take = (state: Kept, value: string, copies: readonly Copy[]): StepResult<Kept, Effect> => {
    if (state.values.includes(value)) return answered(state, saying(state.durable.filter((one) => one === value)));
    const values = [...state.values, value];
    const sent = copies.map((message): Effect => ({ kind: "send", message }));
    return changed({ ...state, values }, [
      { kind: "persist", record: values },
      ...(isHasty ? saying([value]) : []),
      ...sent,
    ]);
  };
  const begin = (record: Values): Started<Kept, Effect> => ({
    state: { values: record, durable: record },
    effects: [{ kind: "setTimer", timer: "tick" }],
  });
  return {
    name: node,
    instance: "keepers",
    node,
    role: "keeper",
    requests: [{ kind: "put", value: "" }],
    noRecord: [],
    start: () => begin([]),
    recover: begin,
    step: (state: Kept, event: CommonEvent | KeeperTypes["request"]) => {
      switch (event.kind) {
        case "put": {
          const { value } = event;
          const others = nodes.filter((to) => to !== node);
          return take(
            state,
            value,
            others.map((to) => ({ kind: "copy", from: node, to, value })),
          );
        }
        case "receive": {
          const { value }: Partial<Copy> = Object(event.message);
          return value === undefined ? refused(state, "malformed", "no copy") : take(state, value, []);
        }
        case "persisted": {
          const durable: Values = Array.isArray(event.record) ? event.record : [];
          const news = durable.filter((value) => !state.durable.includes(value));
          return changed({ ...state, durable }, isHasty ? [] : saying(news));
        }
        case "timeout":
          return answered(state, [{ kind: "setTimer", timer: "tick" }]);
        case "heard":
          return refused(state, "malformed", "no event of a keeper");
      }
    },
  };
}

/**
 * Somebody who puts values, one after the other, until all are kept, and looks whether what was said to be there is there.
 *
 * @param isModest - whether it asks first which of them it may put
 */
export function keeping(system: System<KeeperTypes>, count = 5, isModest = false): Scenario<KeeperTypes> {
  return {
    system,
    timeOf: (_, timer) => (timer === "tick" ? 100 : 10),
    within: 1_000,
    checkEvery: 1,
    watch: (run) => watched(run, count, isModest),
  };
}

function watched(run: Run<KeeperTypes>, count: number, isModest: boolean): Watcher<KeeperTypes> {
  const wanted = Array.from({ length: count }, (_, number) => number).filter(() => !isModest || run.mayBegin());
  const kept = new Set<string>();
  const put = (number: number): void => {
    if (kept.has(`${number}`)) return;
    run.ask("a", { kind: "put", value: `${number}` });
    run.after(50, () => put(number));
  };
  for (const number of wanted) run.after(100 * number, () => put(number));
  return {
    told: (part, value) => {
      if (part === "a") kept.add(value);
    },
    check: () => {
      const { durable } = run.situation("a");
      for (const value of kept) {
        if (!(Array.isArray(durable) && durable.includes(value)))
          run.violated("KeptIsDurable", `${value} is not on disk`);
      }
    },
    isReached: () => kept.size === wanted.length,
    lacking: () => `${wanted.length - kept.size} are not kept`,
  };
}
