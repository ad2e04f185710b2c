/**
 * A node that decides by a counter: it announces its proposal on a board, and takes a number. The proposal of the node
 * with number 1 is the decision, and everybody else finds out who that is.
 *
 * Specification: `CounterConsensus`. There is no durable part: what a node has announced it reads after a crash, and then
 * it takes no number any more. Two nodes decide, whoever stops; three as long as one of them stops at most.
 *
 * @module
 */
import type { ProposeRequest } from "../../consensus/epoch-consensus/proposal.ts";
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import { type EffectOf, type EventOf, impossible, invoking, next, type Outcome } from "../../core/description.ts";
import type { Invoke } from "../../core/effect.ts";
import { longestName } from "../../core/name.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import { countIn, fieldsIn, itemsIn, numberIn, textIn } from "../../core/taking-in.ts";
import type { BoardEntry, BoardOperation } from "../../environment/shared-board.ts";
import type { Increment, NumberGiven } from "../../environment/shared-counter.ts";
import { aProposer, type ProposerOptions, type Proposing, proposing } from "../proposing.ts";
import { type Announcement, decisionOn, isFirst, mayTakeANumber } from "./first.ts";

/** What a node does: it waits for a proposal, and then for what it has invoked last. */
export type Doing = "idle" | "looking" | "announcing" | "counting" | "telling" | "reading" | "done";

/** What a node keeps. */
export interface CounterProposing extends Proposing {
  readonly doing: Doing;
  /** Its number, 0 as long as it has none. */
  readonly number: number;
}

/** What a node reads on the board. */
export interface Announcements {
  readonly entries: readonly Announcement[];
}

/** The types of a node. */
export interface CounterConsensusTypes {
  readonly options: ProposerOptions;
  readonly state: CounterProposing;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: ProposeRequest;
  readonly told: Value;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"counter", Increment> | Invoke<"board", BoardOperation>;
  readonly heard: Heard<"counter", NumberGiven> | Heard<"board", Announcements>;
  readonly status: Doing;
}

/** What a node can be given. */
export type CounterConsensusEvent = EventOf<CounterConsensusTypes>;

/** What a node can ask for. */
export type CounterConsensusEffect = EffectOf<CounterConsensusTypes>;

type Then = Outcome<CounterConsensusTypes>;

const name = "consensus on a counter";

/** More nodes than this do not announce anything. */
const mostEntries = 1_000;

/**
 * The node as a description.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [CounterConsensus](page:spec/equivalence/CounterConsensus.tla)
 * @example
 * ```ts
 * import { counterProposer, proposalOf } from "quorate/equivalence";
 *
 * const { state } = counterProposer.start({ self: "a" });
 * const looks = counterProposer.step(state, proposalOf("tea"));
 * const announces = counterProposer.step(looks.state, { kind: "heard", object: "board", outcome: { entries: [] } });
 * const counts = counterProposer.step(announces.state, { kind: "heard", object: "board", outcome: { entries: [] } });
 * const first = counterProposer.step(counts.state, { kind: "heard", object: "counter", outcome: { number: 1 } });
 * console.log(first.state.decision); // tea
 * console.log(counterProposer.recover({ self: "a" }, null).state.doing); // idle
 * ```
 */
export const counterProposer: Role<CounterConsensusTypes> = roleOf<CounterConsensusTypes>({
  ...aProposer,
  name,
  specification: "CounterConsensus",
  begin,
  recover: begin,
  status: ({ doing }) => doing,
  timers: ({ doing }) => (doing === "reading" ? ["askAgain"] : []),
  messages: {},
  objects: {
    board: ({ entries }, { maxLength }) => ({
      entries: itemsIn(entries, "outcome.entries", mostEntries, (entry, path) => entryIn(entry, path, maxLength)),
    }),
    counter: ({ number }) => ({ number: countIn(number, "outcome.number") }),
  },
  actions: {
    Propose: { request: "propose", step: propose },
    HearBoard: { object: "board", step: hearBoard },
    HearCounter: { object: "counter", step: hearCounter },
    AskAgain: { timer: "askAgain", step: askAgain },
  },
});

/**
 * A node that knows nothing yet. After a crash it is the same.
 *
 * @throws Error if the limit is none.
 * @spec CounterConsensus!Begun
 * @spec CounterConsensus!Recovered
 */
function begin(options: ProposerOptions): CounterProposing {
  return { ...proposing(name, options), doing: "idle", number: 0 };
}

/** @spec CounterConsensus!Propose */
function propose(state: CounterProposing, { value }: ProposeRequest): Then {
  if (state.doing !== "idle") return next(state);
  return invoking({ ...state, doing: "looking", proposal: value }, reading);
}

/** @spec CounterConsensus!HearBoard */
function hearBoard(state: CounterProposing, { entries }: Announcements): Then {
  switch (state.doing) {
    case "looking":
      return hearBoardLooking(state, entries);
    case "announcing":
      return hearBoardAnnouncing(state);
    case "telling":
      return hearBoardTelling(state);
    case "reading":
      return hearBoardReading(state, entries);
    case "idle":
    case "counting":
    case "done":
      return impossible("nothing was asked of the board");
  }
}

/** @spec CounterConsensus!HearBoardLooking */
function hearBoardLooking(state: CounterProposing, entries: readonly Announcement[]): Then {
  return mayTakeANumber(state.self, entries)
    ? invoking({ ...state, doing: "announcing" }, writing(state, 0))
    : invoking({ ...state, doing: "reading" }, reading);
}

/** @spec CounterConsensus!HearBoardAnnouncing */
function hearBoardAnnouncing(state: CounterProposing): Then {
  return invoking({ ...state, doing: "counting" }, incrementing);
}

/** @spec CounterConsensus!HearBoardTelling */
function hearBoardTelling(state: CounterProposing): Then {
  return state.decision === null
    ? invoking({ ...state, doing: "reading" }, reading)
    : next({ ...state, doing: "done" });
}

/** @spec CounterConsensus!HearBoardReading */
function hearBoardReading(state: CounterProposing, entries: readonly Announcement[]): Then {
  const decision = decisionOn(state.self, state.number, entries);
  return next(decision === null ? state : { ...state, doing: "done", decision });
}

/** @spec CounterConsensus!HearCounter */
function hearCounter(state: CounterProposing, { number }: NumberGiven): Then {
  if (state.doing !== "counting") return impossible("no number was asked for");
  const decision = isFirst(number) ? state.proposal : null;
  return invoking({ ...state, doing: "telling", number, decision }, writing(state, number));
}

/** @spec CounterConsensus!AskAgain */
function askAgain(state: CounterProposing): Then {
  return invoking(state, reading);
}

const reading: CounterConsensusTypes["invoked"] = { kind: "invoke", object: "board", operation: { kind: "read" } };

const incrementing: CounterConsensusTypes["invoked"] = {
  kind: "invoke",
  object: "counter",
  operation: { kind: "increment" },
};

/** @spec CounterConsensus!Write */
function writing({ self, proposal }: CounterProposing, number: number): CounterConsensusTypes["invoked"] {
  const entry: BoardEntry = { by: self, value: proposal, number };
  return { kind: "invoke", object: "board", operation: { kind: "write", entry } };
}

function entryIn(entry: unknown, path: string, maxLength: number): Announcement {
  const { by, value, number } = fieldsIn(entry, path);
  return {
    by: textIn(by, `${path}.by`, longestName),
    value: textIn(value, `${path}.value`, maxLength),
    number: numberIn(number, `${path}.number`),
  };
}
