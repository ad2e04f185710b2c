import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { type Proposing, proposalOf } from "../proposing.ts";
import { type RegisterConsensusEffect, type RegisterConsensusEvent, registerProposer } from "./proposer.ts";
import { registerConsensus } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<Proposing, RegisterConsensusEvent, RegisterConsensusEffect>(
  registerProposer.step,
);

const options = { self: "n1", maxLength: 5 };
const { state: fresh, effects: none } = registerProposer.start(options);
const proposes: Proposing = { ...fresh, proposal: "tea" };
const decided: Proposing = { ...proposes, decision: "milk" };

function held(value: unknown): RegisterConsensusEvent {
  return { kind: "heard", object: "register", outcome: { set: false, held: value } };
}

function attempt(value: string | null): RegisterConsensusEffect {
  return { kind: "invoke", object: "register", operation: { expected: null, new: value } };
}

const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;
const askAgain: RegisterConsensusEvent = { kind: "timeout", timer: "askAgain" };

test("a node begins with nothing and looks in a while, and after a crash it is the same", () => {
  assert.deepEqual(fresh, { self: "n1", maxLength: 5, proposal: null, decision: null });
  assert.deepEqual(none, [asking]);
  assert.deepEqual(registerProposer.recover(options, null), { state: fresh, effects: [asking] });
  assert.equal(registerProposer.start({ self: "n1" }).state.maxLength, 1_048_576);
});

test("a limit that is none is an error that names it", () => {
  assert.throws(
    () => registerProposer.start({ self: "n1", maxLength: -1 }),
    /consensus on a register: maxLength is -1, which is no length/,
  );
});

test("a proposal is put into the register, if that holds nothing", () => {
  changes(fresh, proposalOf("tea"), proposes, [attempt("tea")]);
});

test("of two proposals the second comes too late, and so does any once there is a decision", () => {
  answers(proposes, proposalOf("milk"), []);
  answers({ ...fresh, decision: "milk" }, proposalOf("tea"), []);
});

test("what the register held before is the decision", () => {
  changes(proposes, held("milk"), decided, [deliveryOf("milk"), resting]);
  changes(fresh, held("milk"), { ...fresh, decision: "milk" }, [deliveryOf("milk"), resting]);
});

test("if it held nothing, whoever proposes looks at once, and whoever does not in a while", () => {
  answers(proposes, held(null), [attempt("tea")]);
  answers(fresh, held(null), []);
});

test("who has waited for long enough tries again, and looks if it proposes nothing", () => {
  answers(proposes, askAgain, [attempt("tea"), asking]);
  answers(fresh, askAgain, [attempt(null), asking]);
  refuses(decided, askAgain, "untimely", 'the timer "askAgain" is not armed');
});

test("an answer that comes late says the same, or the register is none", () => {
  answers(decided, held("milk"), []);
  refuses(decided, held("tea"), "impossible", "the register holds something else");
  refuses(decided, held(null), "impossible", "the register holds something else");
});

test("what is malformed is refused with the path to it", () => {
  refuses(fresh, held(7), "malformed", "outcome.held: 7 is no text of at most 5 UTF-16 code units");
  refuses(fresh, proposalOf("coffee"), "malformed", 'value: "coffee" is no text of at most 5 UTF-16 code units');
  refuses(
    fresh,
    { kind: "receive", message: { kind: "vote" } },
    "malformed",
    'kind: "vote" is no message of consensus on a register',
  );
  answers(fresh, { kind: "persisted", record: null }, []);
  refuses(fresh, { kind: "persisted", record: 1 }, "malformed", "record: 1 is no record");
});

test("a system has a part for each node, which says what it is, and the register", () => {
  const system = registerConsensus({ nodes: ["b", "a"] });
  const [part, ...others] = system.parts;
  assert.deepEqual([part?.name, others.length, part?.objects], ["a", 1, ["register"]]);
  assert.deepEqual(part?.requests, [proposalOf("a")]);
  assert.deepEqual([part?.status?.(fresh), part?.status?.(decided)], [{ is: "undecided" }, { is: "decided" }]);
  assert.deepEqual(
    registerConsensus({ nodes: ["a"], valuesOf: () => ["x", "y"] }).parts[0]?.requests,
    ["x", "y"].map(proposalOf),
  );
  assert.equal(system.linkOf({ kind: "any", from: "a", to: "b" }), "none");
});
