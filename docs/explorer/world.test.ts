import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesFrom } from "../../conformance/engine/choices.ts";
import { edgeText } from "../../conformance/engine/naive-explorer.ts";
import { exploredEdges } from "../../conformance/engine/oracle.ts";
import { initialState, keyOf } from "../../conformance/engine/plain-state.ts";
import type { Subject } from "../../conformance/engine/subject.ts";
import { constantsNamed } from "../../conformance/graph/model-graph.ts";
import { stageOf } from "./stages.ts";

/** A small compared model of each protocol. */
const models: Readonly<Record<string, string>> = {
  TwoPhaseCommit_Live_Undisturbed: "two-phase-commit",
  ThreePhaseCommit_BoundedDelay_Live: "three-phase-commit",
  ReplicatedCommit_Missed: "replicated-commit",
  EpochConsensus_1: "epoch-consensus",
  EpochBroadcast_1: "epoch-broadcast",
  ReplicatedCounter_1: "replicated-counter",
  SequencedBroadcast_Live: "sequenced-broadcast",
  BroadcastRegister_1: "broadcast-register",
  ObjectUse_Counter: "object-use",
  RegisterConsensus_1: "register-consensus",
  LogConsensus_1: "log-consensus",
  CounterConsensus_1: "counter-consensus",
  DecisionLog_1: "decision-log",
};

/** Every choice from every state that choices lead to. */
function edgesByChoice(subject: Subject): ReadonlySet<string> {
  const edges = new Set<string>();
  const initial = initialState(subject.system);
  const known = new Set([keyOf(initial)]);
  const waiting = [initial];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const { action, next } of choicesFrom(subject, state)) {
      const to = keyOf(next);
      edges.add(edgeText(keyOf(state), action, to));
      if (!known.has(to)) waiting.push(next);
      known.add(to);
    }
  }
  return edges;
}

for (const [model, protocol] of Object.entries(models)) {
  test(`what can be chosen is what the explorer takes, and nothing else: ${model}`, () => {
    const subject = stageOf(protocol).protocol.subjectOf(constantsNamed(model));
    const chosen = edgesByChoice(subject);
    assert.ok(chosen.size > 100);
    assert.deepEqual([...chosen].sort(), [...exploredEdges(subject)].sort());
  });
}
