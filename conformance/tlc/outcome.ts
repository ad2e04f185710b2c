/**
 * The verdict of one run of TLC.
 *
 * Nothing passes by default. A run passes if TLC says so in its own words, gives its totals, has left nothing on the
 * queue and ends with exit code 0; it violates a property if TLC reports exactly one violation whose name is known and
 * ends with an exit code that fits. Everything else is an error.
 */
import { tmpdir } from "node:os";
import type { CheckedNames } from "./configuration.ts";
import { noRoomIn, wantOfRoom } from "./room.ts";
import type { Transcript, Violation } from "./transcript.ts";

export type Counts = {
  readonly initial: number;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
};

export type ErrorCause =
  | "does not parse"
  | "bad configuration"
  | "evaluation"
  | "out of memory"
  | "out of disk"
  | "killed"
  | "cut off"
  | "cannot start"
  | "ambiguous"
  | "unknown";

export type Outcome =
  | { readonly kind: "passes"; readonly counts: Counts }
  | { readonly kind: "violates"; readonly property: string }
  /** Every state that was looked for was reached, and TLC stopped there. */
  | { readonly kind: "reaches" }
  /** A simulation ended without a violation, which is no proof and so is never called a pass. */
  | { readonly kind: "simulated"; readonly generated: number }
  | { readonly kind: "error"; readonly cause: ErrorCause; readonly message: string };

export type Ended = {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** Set when the process could not be started at all. */
  readonly failure: string | undefined;
  readonly standardError: string;
  /** The code of the message in which the output broke off. */
  readonly unfinishedMessage: number | undefined;
};

export type Asked = {
  readonly simulates: boolean;
  readonly names: CheckedNames;
};

const exitCodes: Readonly<Record<Violation["kind"], readonly number[]>> = {
  deadlock: [11],
  invariant: [12],
  // TLC ends with 13 for a violated [][A]_v although it is a safety property, and with 12 where it is part of an
  // initial predicate; both come with a message that says what was violated.
  "action property": [12, 13],
  "initial property": [12, 13],
  temporal: [13],
};

const parsingFailed = new Set([3002, 2171]);

/** "passes", "violates Agreement" and so on: the word for an outcome in tables, reports and the manifest. */
export function verdictOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "passes":
      return "passes";
    case "reaches":
      return "reaches";
    case "simulated":
      return "simulated";
    case "violates":
      return `violates ${outcome.property}`;
    case "error":
      return `error: ${outcome.cause}`;
  }
}

export function judgeRun(transcript: Transcript, ended: Ended, asked: Asked): Outcome {
  const died = causeOfDeath(transcript, ended);
  if (died !== undefined) return died;
  const reported = reportedError(transcript);
  if (reported !== undefined) return reported;
  if (transcript.violations.length > 0) return violationOutcome(transcript.violations, ended, asked);
  return asked.simulates ? simulationOutcome(transcript, ended) : passOutcome(transcript, ended);
}

function causeOfDeath(transcript: Transcript, ended: Ended): Outcome | undefined {
  const standardError = ended.standardError.trim();
  if (ended.failure !== undefined) return error("cannot start", `java could not be started: ${ended.failure}`);
  if (ended.signal !== undefined) {
    return error("killed", `TLC was killed by ${ended.signal} before it came to a result`, standardError);
  }
  const said = [standardError, ...transcript.errors.map(({ text }) => text)].join("\n");
  if (/OutOfMemoryError|Java ran out of memory/.test(said)) {
    return error(
      "out of memory",
      "TLC ran out of memory: give it a larger heap, or check a smaller model",
      said.trim(),
    );
  }
  if ([said, ...transcript.lines].some((text) => wantOfRoom.test(text)))
    return error("out of disk", noRoomIn(tmpdir()), said.trim());
  if (transcript.saidFinished && ended.unfinishedMessage === undefined) return undefined;
  const where = ended.unfinishedMessage === undefined ? "" : `, in the middle of message ${ended.unfinishedMessage}`;
  const how = ended.exitCode === undefined ? "" : ` (exit code ${ended.exitCode})`;
  return error("cut off", `TLC's output ends before its own summary${where}${how}`, standardError);
}

function reportedError(transcript: Transcript): Outcome | undefined {
  const [first] = transcript.errors;
  if (first === undefined) return undefined;
  if (parsingFailed.has(first.code)) return error("does not parse", parserComplaint(transcript.lines));
  const message = [...new Set(transcript.errors.map(({ text }) => text))].join("\n");
  // TLC wraps what it cannot read in a configuration in a message about an unexpected exception.
  const wrapped = /ConfigFileException\s*:\s*([\s\S]*)$/.exec(message)?.[1];
  if (wrapped !== undefined) return error("bad configuration", wrapped);
  return error(isAboutConfiguration(first.code) ? "bad configuration" : "evaluation", message);
}

/** TLC numbers its complaints about names that a configuration uses and the module does not have. */
function isAboutConfiguration(code: number): boolean {
  return code >= 2222 && code <= 2250;
}

/** What the parser says, without the lines about files that it read without trouble. */
function parserComplaint(lines: readonly string[]): string {
  const told = lines.filter((line) => !/^(Parsing file|Semantic processing)/.test(line));
  const noise = /^(tla2sany\.|Residual stack trace|\*\*\* (Abort messages|Errors): \d+$)/;
  const kept = told.filter((line) => !noise.test(line.trim()));
  return kept.length === 0 ? "the specification does not parse" : kept.join("\n");
}

function violationOutcome(violations: readonly Violation[], ended: Ended, asked: Asked): Outcome {
  const [violation, another] = violations;
  if (violation === undefined || another !== undefined) {
    return error("ambiguous", `TLC reported ${violations.length} violations in one run`);
  }
  if (ended.exitCode === undefined || !exitCodes[violation.kind].includes(ended.exitCode)) {
    return error("unknown", `TLC reported a violation and then ended with exit code ${ended.exitCode}`);
  }
  if (violation.kind === "deadlock") return { kind: "violates", property: "Deadlock" };
  return namedViolation(violation, asked.names);
}

/**
 * TLC names invariants and action properties that the configuration lists. Of a temporal property it says only that
 * one was violated, and of a part of a refinement only where in the abstract module it stands: then the verdict is the
 * one property that the configuration lists, and a configuration that lists several cannot be judged.
 */
function namedViolation(violation: Violation, names: CheckedNames): Outcome {
  const { called } = violation;
  const listed = [...names.invariants, ...names.properties];
  if (called !== undefined && listed.includes(called)) return { kind: "violates", property: called };
  const [only, ...others] = names.properties;
  if (only !== undefined && others.length === 0) return { kind: "violates", property: only };
  const what = called === undefined ? "a temporal property" : `the ${violation.kind} at ${called}`;
  return error(
    "ambiguous",
    `TLC says that ${what} is violated, but not which of the ${names.properties.length} properties of the ` +
      `configuration this is (${names.properties.join(", ")}): let a configuration list exactly one such PROPERTY`,
  );
}

function passOutcome(transcript: Transcript, ended: Ended): Outcome {
  const { initial, totals, depth } = transcript;
  if (!transcript.saidPassed || totals === undefined || depth === undefined || initial === undefined) {
    return error("cut off", `TLC ended with exit code ${ended.exitCode}, but without its own summary`);
  }
  if (ended.exitCode !== 0) return error("unknown", `TLC found no error, yet ended with exit code ${ended.exitCode}`);
  if (totals.left !== 0) return error("unknown", `TLC found no error, yet left ${totals.left} states on its queue`);
  const { distinct, generated } = totals;
  return { kind: "passes", counts: { initial, distinct, generated, depth } };
}

function simulationOutcome(transcript: Transcript, ended: Ended): Outcome {
  if (ended.exitCode !== 0) return error("unknown", `TLC's simulation ended with exit code ${ended.exitCode}`);
  if (transcript.progress === undefined)
    return error("cut off", "TLC's simulation ended without a count of its states");
  return { kind: "simulated", generated: transcript.progress.generated };
}

/** What a run of TLC has come to, in a folder that is full. */
export function outOfDisk(folder: string, outcome: Outcome): Outcome {
  return error("out of disk", noRoomIn(folder), outcome.kind === "error" ? outcome.message : "");
}

function error(cause: ErrorCause, message: string, detail = ""): Outcome {
  return { kind: "error", cause, message: detail === "" ? message : `${message}\n${detail}` };
}
