/**
 * Small mistakes in the step function of epoch broadcast, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type EpochBroadcastRole, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Model, modelNamed } from "../graph/model-graph.ts";
import { comparisonWith } from "./epoch-broadcast.graphs.ts";
import { type Mistake, nodeThat, receive, received, timerOf } from "./epoch-broadcast.mistaken.ts";

interface Planted {
  readonly role: EpochBroadcastRole;
  /** The difference that the comparison reports. */
  readonly seen: RegExp;
  readonly by?: string;
}

/** What the node does, as the rest of a sentence. */
const mistakes: Readonly<Record<string, Planted>> = {
  "appends no entry of its own epoch when it is elected": {
    role: nodeThat(opensWithNothing),
    seen: /to different states, (AskForVotes|ReceiveVote)/,
  },
  "never sends again what may be lost": {
    role: nodeThat((state, event) =>
      timerOf(event) === "replicate" ? changed(state, [{ kind: "setTimer", timer: "replicate" }]) : undefined,
    ),
    seen: /only the specification takes Replicate/,
    by: "EpochBroadcast_Lossy",
  },
  "asks for votes only once": {
    role: nodeThat(forgets(arming("askAgain"))),
    seen: /only the specification takes AskAgain|two states .*askAgain/,
    by: "EpochBroadcast_Lossy",
  },
  "does not arm the timer of its heartbeat": {
    role: nodeThat(forgets(arming("replicate"))),
    seen: /only the specification takes Replicate|two states .*replicate/,
    by: "EpochBroadcast_Lossy",
  },
  "still asks for votes once it leads": {
    role: nodeThat(forgets((effect) => effect.kind === "cancelTimer")),
    seen: /two states .*(askAgain|suspect)/,
  },
  "does not answer a repeated request for its vote": {
    role: nodeThat((state, event) =>
      received(event, "requestVote")?.from === state.vote ? { outcome: "answered", state, effects: [] } : undefined,
    ),
    seen: /only the specification takes ReceiveRequestVote/,
    by: "EpochBroadcast_Lossy",
  },
  "does not answer a repeated append": {
    role: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      const isRepeated = received(event, "append") !== undefined && right.state.log === state.log;
      return isRepeated && right.outcome === "answered" ? { ...right, effects: [] } : undefined;
    }),
    seen: /only the specification takes ReceiveAppend/,
    by: "EpochBroadcast_Lossy",
  },
  "does not tell an overtaken leader of the newer epoch": {
    role: nodeThat(forgets(sending("newer"))),
    seen: /only the specification takes ReceiveAppend/,
  },
  "does not say where its log disagrees": {
    role: nodeThat(forgets(sending("mismatch"))),
    seen: /ReceiveAppend/,
    by: "EpochBroadcast_Repair",
  },
  "keeps its vote when it hears of a higher epoch": {
    role: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      return right.state.epoch > state.epoch && right.state.vote === null && state.vote !== null
        ? changed({ ...right.state, vote: state.vote }, right.effects)
        : undefined;
    }),
    seen: /to different states, Receive/,
  },
  "keeps leading when it hears of a higher epoch": {
    role: nodeThat((state, event) =>
      state.role === "leader" && received(event, "newer") !== undefined
        ? { outcome: "answered", state, effects: [] }
        : undefined,
    ),
    seen: /only the specification takes ReceiveNewer/,
  },
  "follows a leader of whom it has heard the end only": {
    role: nodeThat((state, event, part) => {
      const append = received(event, "append");
      const isEmpty = append !== undefined && append.entries.length === 0;
      return isEmpty
        ? part.step(state, receive({ ...append, after: { epoch: 0, position: 0 }, decided: 0 }))
        : undefined;
    }),
    seen: /ReceiveAppend/,
    by: "EpochBroadcast_Repair",
  },
  "tells its user of entries that are no requests": {
    role: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      return state.decided === 0 && right.state.decided > 0
        ? changed(right.state, [...right.effects, { kind: "deliver", value: null }])
        : undefined;
    }),
    seen: /to different states, (CountOwn|ReceiveAcknowledge)/,
  },
  "tells its user nothing": {
    role: nodeThat(forgets((effect) => effect.kind === "deliver")),
    seen: /to different states, (CountOwn|ReceiveAcknowledge)/,
  },
  "forgets its vote in a crash": {
    role: recovering((state) => ({ ...state, vote: null })),
    seen: /to different states, Restart/,
  },
  "restarts as if its log were decided": {
    role: recovering((state) => ({ ...state, decided: state.log.entries.length })),
    seen: /to different states, Restart/,
  },
};

const models = new Map<string, Promise<Model>>();

function modelOf(name: string): Promise<Model> {
  const known = models.get(name) ?? modelNamed(name);
  models.set(name, known);
  return known;
}

for (const [does, { role, seen, by = "EpochBroadcast_Recovery" }] of Object.entries(mistakes)) {
  test(`conformance rejects a node that ${does}`, async () => {
    const { mismatch } = comparisonWith(await modelOf(by), role);
    assert.ok(mismatch !== undefined, `the graph of ${by} is equal`);
    assert.match(mismatch.summary, seen);
  });
}

test("conformance accepts the real node in the place of the mistaken ones", async () => {
  for (const model of await Promise.all(models.values())) {
    const right = nodeThat(() => undefined);
    assert.equal(comparisonWith(model, right).mismatch, undefined);
  }
});

function opensWithNothing(state: NodeState, event: Parameters<Mistake>[1], part: Part<NodeState>): ReturnType<Mistake> {
  const right = part.step(state, event);
  if (state.role === "leader" || right.state.role !== "leader") return undefined;
  const effects = right.effects.filter(({ kind }) => kind !== "persist" && kind !== "send");
  return changed({ ...right.state, log: state.log, isDurable: true }, effects);
}

function recovering(change: (state: NodeState) => NodeState): EpochBroadcastRole {
  return (options, batches) => {
    const part = nodePart(options, batches);
    return {
      ...part,
      recover: (record) => {
        const { state, effects } = part.recover(record);
        return { state: change(state), effects };
      },
    };
  };
}

/** Does all that is right but for the effects that are chosen. */
function forgets(chosen: (effect: AnyEffect) => boolean): Mistake {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome === "refused") return undefined;
    return { ...right, effects: right.effects.filter((effect) => !chosen(effect)) };
  };
}

function arming(timer: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "setTimer" && effect.timer === timer;
}

function sending(kind: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "send" && effect.message.kind === kind;
}
