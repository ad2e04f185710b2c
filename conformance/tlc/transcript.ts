/** What TLC has said so far, gathered message by message. Judging it is left to `outcome.ts`. */
import { type ActionCoverage, parseActionCoverage, sumCoverage } from "./action-coverage.ts";
import {
  type Counterexample,
  type Ending,
  parseBackTo,
  parseTraceState,
  parseVariables,
  type TraceState,
} from "./counterexample.ts";
import { messageClass, type TlcItem, type TlcMessage } from "./messages.ts";
import { firstNumber, type Progress, parseProgress, parseTotals, type Totals } from "./totals.ts";

export type Violation = {
  readonly kind: "invariant" | "action property" | "initial property" | "temporal" | "deadlock";
  /** What TLC calls the violated thing: a name, a place in a module, or nothing. */
  readonly called: string | undefined;
};

export type Transcript = {
  readonly version: string | undefined;
  readonly initial: number | undefined;
  /** TLC reports progress after some seconds, and then once a minute. */
  readonly progress: Progress | undefined;
  /** TLC's own "no error has been found". */
  readonly saidPassed: boolean;
  /** TLC's own last message. Without it, TLC did not come to its end. */
  readonly saidFinished: boolean;
  readonly totals: Totals | undefined;
  readonly depth: number | undefined;
  readonly violations: readonly Violation[];
  readonly trace: Counterexample | undefined;
  readonly coverage: readonly ActionCoverage[];
  /** Messages of TLC's error class that report no violation. */
  readonly errors: readonly TlcMessage[];
  /** Lines outside of messages, among them what the parser of TLA+ complains about. */
  readonly lines: readonly string[];
};

export type TranscriptWriter = {
  readonly take: (item: TlcItem) => void;
  readonly read: () => Transcript;
};

/** More lines than any parser error has; a specification that prints in a loop must not fill the memory. */
const linesKept = 500;

/** "The behavior up to this point is:" and its like are of the error class, but only introduce what follows. */
const announcements: ReadonlySet<number> = new Set([2121, 2264]);

export function createTranscript(): TranscriptWriter {
  let read: Omit<Transcript, "trace" | "coverage"> = emptyTranscript;
  let ending: Ending = { kind: "ends" };
  let states: TraceState[] = [];
  let coverage: ActionCoverage[] = [];
  const lines: string[] = [];

  function violated(kind: Violation["kind"], called?: string): void {
    read = { ...read, violations: [...read.violations, { kind, called }] };
  }

  function initialState(text: string): void {
    const [, ...body] = text.split("\n");
    states = [{ number: 1, action: "Init", variables: parseVariables(body) }];
  }

  function countInitial(text: string): void {
    read = { ...read, initial: firstNumber(text) };
  }

  function countProgress(text: string): void {
    read = { ...read, progress: parseProgress(text) ?? read.progress };
  }

  const byCode: Readonly<Record<number, (text: string) => void>> = {
    2262: (text) => {
      read = { ...read, version: text.replace(/^TLC2 Version /, "") };
    },
    2190: countInitial,
    2191: countInitial,
    2269: countInitial,
    2200: countProgress,
    2209: countProgress,
    2193: () => {
      read = { ...read, saidPassed: true };
    },
    2199: (text) => {
      read = { ...read, totals: parseTotals(text) };
    },
    2194: (text) => {
      read = { ...read, depth: firstNumber(text) };
    },
    2186: () => {
      read = { ...read, saidFinished: true };
    },
    2107: (text) => {
      violated("invariant", /^Invariant (.*?) is violated by/.exec(text)?.[1]);
      initialState(text);
    },
    2108: (text) => {
      violated("initial property", /^Property (.*?) is violated by/.exec(text)?.[1]);
      initialState(text);
    },
    2110: (text) => violated("invariant", /^Invariant (.*) is violated/.exec(text)?.[1]),
    2112: (text) => violated("action property", /^Action property (.*) is violated/.exec(text)?.[1]),
    2114: () => violated("deadlock"),
    2116: () => violated("temporal"),
    2217: (text) => {
      const state = parseTraceState(text);
      if (state !== undefined) states.push(state);
    },
    2218: () => {
      ending = { kind: "stutters" };
    },
    2122: (text) => {
      const state = parseBackTo(text);
      if (state !== undefined) ending = { kind: "back to", state };
    },
    // TLC reports coverage again and again, from the beginning each time: the last report is the whole one.
    2201: () => {
      coverage = [];
    },
    2772: (text) => {
      const entry = parseActionCoverage(text);
      if (entry !== undefined) coverage.push(entry);
    },
  };

  function takeMessage(message: TlcMessage): void {
    const handle = byCode[message.code];
    if (handle !== undefined) handle(message.text);
    else if (isError(message)) read = { ...read, errors: [...read.errors, message] };
  }

  return {
    take: (item) => {
      if (item.kind === "message") takeMessage(item);
      else if (lines.length < linesKept) lines.push(item.text);
    },
    read: () => ({
      ...read,
      lines,
      trace: states.length === 0 ? undefined : { states, ending },
      coverage: sumCoverage(coverage),
    }),
  };
}

const emptyTranscript: Omit<Transcript, "trace" | "coverage"> = {
  version: undefined,
  initial: undefined,
  progress: undefined,
  saidPassed: false,
  saidFinished: false,
  totals: undefined,
  depth: undefined,
  violations: [],
  errors: [],
  lines: [],
};

function isError(message: TlcMessage): boolean {
  const isOfErrorClass = message.class === messageClass.error || message.class === messageClass.defect;
  return isOfErrorClass && !announcements.has(message.code);
}
