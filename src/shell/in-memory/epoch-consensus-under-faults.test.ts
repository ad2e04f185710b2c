/**
 * Whatever is lost, duplicated, reordered or crashed: everyone who is told a value is told the same, which a client has
 * proposed, and once the faults have ended and one node alone suspects, everyone is told.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NodeState } from "../../consensus/epoch-consensus/state.ts";
import { epochConsensus, type NodePart, nodePart } from "../../consensus/epoch-consensus/system.ts";
import { changed } from "../../core/step.ts";
import type { Part } from "../../core/system.ts";
import { InMemoryHost } from "./in-memory-host.ts";

const nodes = ["a", "b", "c"];

/** What the schedule lets happen. Numbers choose among what is there, so that every move can be made in every state. */
type Move =
  | { readonly kind: "advance"; readonly choice: number; readonly luck: number }
  | { readonly kind: "crash"; readonly node: number; readonly landing: number }
  | { readonly kind: "suspect" | "propose" | "restart"; readonly node: number };

const fraction = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);
const index = fc.nat({ max: 2 });
/** What the disk of a node that goes down makes of the writes in flight: mostly nothing, by which most is lost. */
const landing = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 40 }) });
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 200, arbitrary: fc.record({ kind: fc.constant("advance"), choice: fraction, luck: fraction }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("suspect"), node: index }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("propose"), node: index }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("crash"), node: index, landing }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("restart"), node: index }) },
);
const schedules = fc.array(move, { size: "max", maxLength: 250 });

/** Runs the schedule, and checks all the way. */
function run(schedule: readonly Move[], partOf?: NodePart): InMemoryHost {
  let numbers: readonly number[] = [];
  const random = (): number => {
    const [next = 0.5, ...later] = numbers;
    numbers = later;
    return next;
  };
  const host = new InMemoryHost(epochConsensus({ nodes }, partOf), { random, lose: 0.2, duplicate: 0.2 });
  for (const one of schedule) {
    if (one.kind === "advance") numbers = [one.choice, one.luck];
    make(host, one);
    checkSafety(host);
  }
  return host;
}

function make(host: InMemoryHost, one: Move): void {
  if (one.kind === "advance") {
    host.advance();
    return;
  }
  const node = nodes[one.node] ?? "a";
  if (one.kind === "suspect") host.fire(node, "suspect");
  else if (one.kind === "propose") host.request(node, proposal(node));
  else if (one.kind === "crash") host.crash(node, one.landing);
  else host.restart(node);
}

/** Every client wants the name of its node. */
function proposal(node: string): { readonly kind: string; readonly value: string } {
  return { kind: "propose", value: node };
}

function checkSafety(host: InMemoryHost): void {
  const told = new Set(nodes.flatMap((node) => host.told(node)));
  assert.ok(told.size < 2, `different values were told: ${[...told].join(", ")}`);
  for (const value of told) assert.ok(nodes.includes(String(value)), `nobody has proposed ${String(value)}`);
  for (const node of nodes) assert.ok(host.told(node).length < 2, `${node} was told twice`);
}

test("nobody is told another value than the others, and everyone is told once the faults have ended", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const host = run(schedule);
      host.heal();
      for (let tries = 0; nodes.some((node) => host.told(node).length === 0); tries++) {
        assert.ok(tries < 50, "not everyone is told");
        host.fire("a", "suspect");
        for (let i = 0; i < 60; i++) host.advance();
        host.request("a", proposal("a"));
      }
      checkSafety(host);
    }),
    { numRuns: 100, seed: 20_261_123 },
  );
});

/** Forgets in a crash what it has accepted. */
function forgetful(...given: Parameters<NodePart>): ReturnType<NodePart> {
  const part: Part<NodeState> = nodePart(...given);
  return {
    ...part,
    recover: (record) => {
      const { state, effects } = part.recover(record);
      return { state: { ...state, accepted: { epoch: 0, value: null } }, effects };
    },
  };
}

/** Proposes what its own client wants, whatever its quorum has accepted. */
function stubborn(...given: Parameters<NodePart>): ReturnType<NodePart> {
  const part: Part<NodeState> = nodePart(...given);
  return {
    ...part,
    step: (state, event) => {
      const result = part.step(state, event);
      return result.outcome === "changed" && state.role === "candidate" && result.state.role === "leader"
        ? changed({ ...result.state, accepted: { epoch: 0, value: null } }, [])
        : result;
    },
  };
}

for (const [what, partOf] of Object.entries({ forgetful, stubborn })) {
  test(`these schedules can find a mistake: a ${what} node`, () => {
    const { failed } = fc.check(
      fc.property(schedules, (schedule) => {
        run(schedule, partOf);
      }),
      { numRuns: 2000, seed: 20_261_123, endOnFailure: true },
    );
    assert.equal(failed, true);
  });
}
