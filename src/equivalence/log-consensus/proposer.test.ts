import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { type Proposing, proposalOf } from "../proposing.ts";
import { type LogConsensusEffect, type LogConsensusEvent, logProposer } from "./proposer.ts";
import { logConsensus } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<Proposing, LogConsensusEvent, LogConsensusEffect>(
  logProposer.step,
);

const options = { self: "n1", maxLength: 5 };
const { state: fresh, effects: none } = logProposer.start(options);
const proposes: Proposing = { ...fresh, proposal: "tea" };
const decided: Proposing = { ...proposes, decision: "milk" };

function heard(first: unknown, ...values: readonly unknown[]): LogConsensusEvent {
  return { kind: "heard", object: "log", outcome: { first, values } };
}

const milk = { client: "n2", number: 1, value: "milk" };
const tea = { client: "n1", number: 1, value: "tea" };
const appending: LogConsensusEffect = { kind: "invoke", object: "log", operation: { broadcast: [tea] } };
const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;

test("a node begins with nothing, and after a crash it is the same", () => {
  assert.deepEqual([fresh, none], [{ self: "n1", maxLength: 5, proposal: null, decision: null }, []]);
  assert.deepEqual(logProposer.recover(options, null), { state: fresh, effects: [] });
  assert.throws(() => logProposer.start({ self: "n1", maxLength: 1.5 }), /consensus on a log: maxLength is 1.5/);
});

test("a proposal is passed to the log, and again when it has waited for long enough", () => {
  changes(fresh, proposalOf("tea"), proposes, [appending, asking]);
  answers(proposes, { kind: "timeout", timer: "askAgain" }, [appending, asking]);
});

test("of two proposals the second comes too late, and so does any once there is a decision", () => {
  answers(proposes, proposalOf("milk"), []);
  answers({ ...fresh, decision: "milk" }, proposalOf("tea"), []);
});

test("the first of the log is the decision, whoever has proposed it, and nothing after it changes that", () => {
  changes(proposes, heard(1, milk, tea), decided, [deliveryOf("milk"), resting]);
  changes(fresh, heard(1, milk), { ...fresh, decision: "milk" }, [deliveryOf("milk")]);
  answers(decided, heard(2, tea), []);
  answers(decided, heard(1, milk), []);
});

test("a log that begins elsewhere, or anew and otherwise, is none", () => {
  refuses(proposes, heard(2, tea), "impossible", "the log begins at 2");
  refuses(decided, heard(1, tea), "impossible", "the log begins anew, and otherwise");
});

test("what is malformed is refused with the path to it", () => {
  refuses(fresh, heard(0, tea), "malformed", "outcome.first: 0 is no whole number from 1 on");
  refuses(fresh, heard(1), "malformed", "outcome.values[0]: undefined is no object with fields");
  refuses(
    fresh,
    heard(1, { ...tea, value: 7 }),
    "malformed",
    "outcome.values[0].value: 7 is no text of at most 5 UTF-16 code units",
  );
});

test("a system has a part for each node, which says what it is, and the log", () => {
  const [part] = logConsensus({ nodes: ["a"] }).parts;
  assert.deepEqual([part?.name, part?.objects, part?.requests], ["a", ["log"], [proposalOf("a")]]);
  assert.deepEqual([part?.status?.(fresh), part?.status?.(decided)], [{ is: "undecided" }, { is: "decided" }]);
});
