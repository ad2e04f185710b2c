/** The counter on epoch broadcast against the counter on a log, which is an object. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { epochBroadcast, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { compared, type Found, type Model } from "./replicated-counter.stack.ts";
import { replicatedCounterTwins } from "./replicated-counter.twins.ts";

const two = ["n1", "n2"];
const leading = ["log.checkQuorum"];
const quiet = ["log.replicate", "log.askAgain", ...leading];

/** With a second leader, with two clients, and with one node alone. */
const models: Readonly<Record<string, Model & Pick<Found, "states" | "steps">>> = {
  "two leaders, a crash": {
    nodes: two,
    clients: ["a"],
    epochs: 2,
    crashes: true,
    still: quiet,
    states: 4080,
    steps: 73,
  },
  "one leader, a crash": {
    nodes: two,
    clients: ["a"],
    epochs: 1,
    crashes: true,
    still: leading,
    states: 17394,
    steps: 22,
  },
  "two clients, a crash": {
    nodes: two,
    clients: ["a", "b"],
    epochs: 1,
    crashes: true,
    still: quiet,
    states: 1466,
    steps: 195,
  },
  "one node": { nodes: ["n1"], clients: ["a", "b"], epochs: 2, crashes: true, still: leading, states: 41, steps: 34 },
};

for (const [name, { states, steps, ...model }] of Object.entries(models)) {
  test(`every step of the counter on epoch broadcast is one of the counter on a log: ${name}`, () => {
    assert.deepEqual(compared(model), { states, steps, wrong: undefined });
  });
}

test("a step of the stack that is none of the counter is noticed: of the counter, and of what it stands on", () => {
  const model: Model = { nodes: two, clients: ["a", "b"], epochs: 1, crashes: false, still: quiet };
  const constants = { sets: { Node: two, Request: ["a", "b"] }, values: {}, overrides: {} };
  const first = replicatedCounterTwins.find(({ name }) => name === "ReplicatedCounter_Bug_NumberOfTheLast");
  assert.match(
    String(compared(model, first === undefined ? {} : { upper: first.systemOf(constants) }).wrong),
    /^ReceiveAcknowledge|^receive/,
  );
  const anyOne = { kind: "atLeast", count: 1 } as const;
  const decidesAlone = epochBroadcast({ nodes: two }, (options, batches) => {
    const part = nodePart(options, batches);
    const alone = (state: NodeState): NodeState => ({
      ...state,
      cluster: { ...state.cluster, quorums: { election: anyOne, proposal: anyOne, preVote: anyOne } },
    });
    return { ...part, start: () => ({ ...part.start(), state: alone(part.start().state) }) };
  });
  const leaders: Model = { nodes: two, clients: ["a", "b"], epochs: 2, crashes: false, still: quiet };
  assert.match(String(compared(leaders, { lower: decidesAlone }).wrong), /^persisted: /);
});
