import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { proposalOf } from "../proposing.ts";
import type { Announcement } from "./first.ts";
import {
  type CounterConsensusEffect,
  type CounterConsensusEvent,
  type CounterProposing,
  counterProposer,
} from "./proposer.ts";
import { counterConsensus } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<CounterProposing, CounterConsensusEvent, CounterConsensusEffect>(
  counterProposer.step,
);

const options = { self: "n1", maxLength: 5 };
const { state: fresh, effects: none } = counterProposer.start(options);
const looking: CounterProposing = { ...fresh, doing: "looking", proposal: "tea" };
const announcing: CounterProposing = { ...looking, doing: "announcing" };
const counting: CounterProposing = { ...looking, doing: "counting" };
const first: CounterProposing = { ...looking, doing: "telling", number: 1, decision: "tea" };
const second: CounterProposing = { ...looking, doing: "telling", number: 2 };
const reads: CounterProposing = { ...second, doing: "reading" };
const restarted: CounterProposing = { ...looking, doing: "reading" };

function board(...entries: readonly unknown[]): CounterConsensusEvent {
  return { kind: "heard", object: "board", outcome: { entries } };
}

function given(number: unknown): CounterConsensusEvent {
  return { kind: "heard", object: "counter", outcome: { number } };
}

function entry(by: string, value: string, number = 0): Announcement {
  return { by, value, number };
}

function writing(number: number): CounterConsensusEffect {
  return { kind: "invoke", object: "board", operation: { kind: "write", entry: entry("n1", "tea", number) } };
}

const reading: CounterConsensusEffect = { kind: "invoke", object: "board", operation: { kind: "read" } };
const increment: CounterConsensusEffect = { kind: "invoke", object: "counter", operation: { kind: "increment" } };
const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;

test("a node begins with nothing, and after a crash it is the same", () => {
  const nothing = { self: "n1", maxLength: 5, proposal: null, decision: null, doing: "idle", number: 0 };
  assert.deepEqual([fresh, none], [nothing, []]);
  assert.deepEqual(counterProposer.recover(options, null), { state: fresh, effects: [] });
  assert.throws(() => counterProposer.start({ self: "n1", maxLength: -1 }), /consensus on a counter: maxLength is -1/);
});

test("a node looks whether it has been here, announces its proposal, and only then takes a number", () => {
  changes(fresh, proposalOf("tea"), looking, [reading]);
  changes(looking, board(entry("n2", "milk")), announcing, [writing(0)]);
  changes(announcing, board(), counting, [increment]);
  answers(looking, proposalOf("milk"), []);
});

test("the first decides its own proposal at once, and tells its number", () => {
  changes(counting, given(1), first, [deliveryOf("tea"), writing(1)]);
  changes(first, board(), { ...first, doing: "done" }, []);
});

test("whoever is not the first tells its number, and reads", () => {
  changes(counting, given(2), second, [writing(2)]);
  changes(second, board(), reads, [reading, asking]);
});

test("of two nodes the other is the first, also if it has not said so", () => {
  const done: CounterProposing = { ...reads, doing: "done", decision: "milk" };
  changes(reads, board(entry("n1", "tea", 2), entry("n2", "milk")), done, [deliveryOf("milk"), resting]);
});

test("of three nodes either may be the first, until one says that it is, or that it is not", () => {
  const own = entry("n1", "tea", 2);
  answers(reads, board(own, entry("n2", "milk"), entry("n3", "beer")), []);
  answers(reads, { kind: "timeout", timer: "askAgain" }, [reading, asking]);
  for (const told of [entry("n2", "milk", 1), entry("n2", "milk")]) {
    const decided: CounterProposing = { ...reads, doing: "done", decision: "milk" };
    changes(reads, board(own, told, entry("n3", "beer", 3)), decided, [deliveryOf("milk"), resting]);
  }
});

test("a node that has been here takes no other number, and waits for one that says that it is the first", () => {
  changes(looking, board(entry("n1", "tea")), restarted, [reading, asking]);
  answers(restarted, board(entry("n1", "tea"), entry("n2", "milk")), []);
  const decided: CounterProposing = { ...restarted, doing: "done", decision: "milk" };
  changes(restarted, board(entry("n1", "tea"), entry("n2", "milk", 1)), decided, [deliveryOf("milk"), resting]);
});

test("a board on which nobody can be the first decides nothing", () => {
  answers(reads, board(entry("n1", "tea", 2), entry("n2", "milk", 3)), []);
});

test("what was not asked for is refused", () => {
  refuses(fresh, board(), "impossible", "nothing was asked of the board");
  refuses(counting, board(), "impossible", "nothing was asked of the board");
  refuses({ ...first, doing: "done" }, board(), "impossible", "nothing was asked of the board");
  refuses(first, given(2), "impossible", "no number was asked for");
});

test("what is malformed is refused with the path to it", () => {
  refuses(counting, given(0), "malformed", "outcome.number: 0 is no whole number from 1 on");
  refuses(
    looking,
    board(entry("n1", "coffee")),
    "malformed",
    'outcome.entries[0].value: "coffee" is no text of at most 5 UTF-16 code units',
  );
  refuses(looking, board(7), "malformed", "outcome.entries[0]: 7 is no object with fields");
});

test("a system has a part for each node, which says what it does, and both objects", () => {
  const [part] = counterConsensus({ nodes: ["a"] }).parts;
  assert.deepEqual([part?.name, part?.objects, part?.status?.(reads)], ["a", ["board", "counter"], { is: "reading" }]);
});
