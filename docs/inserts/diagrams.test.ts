import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { Rehearsal } from "../site/rehearsal.ts";
import type { Wording } from "../site/wording.ts";
import { runDiagram } from "./run-diagram.ts";
import { stateDiagram } from "./state-diagram.ts";

const system = twoPhaseCommit({ transactions: ["t1"], coordinator: "c", participants: ["p1", "p2", "p3"] });

const wording: Wording = {
  contentsOf: () => ["a; b"],
  changesBetween: () => ["#1", "<x>"],
  standingOf: () => ["stands", "so"],
};

test("a message is an arrow where it arrives, or where it is sent if it is lost or stays on its way", () => {
  const run = new Rehearsal(system);
  run.ask("c", { kind: "requestCommit" });
  run.lose("prepare", "c", "p2");
  run.land("c");
  run.deliver("prepare", "c", "p1");
  assert.deepEqual(runDiagram(run, ["c", "p1"]).split("\n"), [
    "sequenceDiagram",
    "  participant c",
    "  participant p1",
    "  Note over c: RequestCommit<br/>voting",
    "  c-xp2: prepare",
    "  c--)p3: prepare",
    "  Note over c: Land",
    "  c->>p1: prepare",
    "  Note over p1: ReceivePrepare<br/>preparing<br/>writes prepared",
  ]);
});

test("a picture that begins in the middle says how the nodes stand; what Mermaid reads otherwise is written as a code", () => {
  const run = new Rehearsal(twoPhaseCommit({ transactions: ["t1"], coordinator: "c", participants: ["p1"] }), wording);
  run.beginPicture();
  run.ask("c", { kind: "requestCommit" });
  run.deliver("prepare", "c", "p1");
  const [, , , ...lines] = runDiagram(run, ["c", "p1"]).split("\n");
  assert.deepEqual(lines, [
    "  Note over c: stands<br/>so",
    "  Note over p1: stands<br/>so",
    "  Note over c: RequestCommit<br/>#35;1<br/>#60;x#62;",
    "  c->>p1: prepare<br/>a#59; b",
    "  Note over p1: ReceivePrepare<br/>#35;1<br/>#60;x#62;",
  ]);
});

test("a state diagram has the beginning, each role change, where a restart leads, and the ends", () => {
  const rows = [
    { fromState: "working", event: "promised", toState: "prepared" },
    { fromState: "prepared", event: "toldToCommit", toState: "committed" },
  ];
  assert.deepEqual(stateDiagram({ rows, starts: ["working", "prepared"], finals: ["committed"] }).split("\n"), [
    "stateDiagram-v2",
    "  [*] --> working",
    "  working --> prepared: promised",
    "  prepared --> committed: toldToCommit",
    "  [*] --> prepared: restart",
    "  committed --> [*]",
  ]);
});
