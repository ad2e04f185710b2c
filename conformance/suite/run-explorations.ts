/**
 * `make explore`: visits every state of the step functions in models that are too large for TLC, and checks the
 * properties of the protocol on each.
 *
 * @module
 */
import { createLiveProgress, type LiveProgress } from "../check/live-progress.ts";
import { type Output, type Paint, paintFor } from "../check/paint.ts";
import { formatCount, formatSeconds, renderTable } from "../check/table.ts";
import type { Values } from "../differences/places.ts";
import { stepLines } from "../differences/step-list.ts";
import { encoder } from "../engine/encoder.ts";
import { actionBetween } from "../engine/explore.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import type { ExplorationModel, Protocol } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import { ValueTable } from "../engine/value-table.ts";
import { type Choice, chooseExplorations } from "./chosen.ts";

export interface ExplorationsRequest {
  readonly protocols: readonly Protocol[];
  readonly choice: Choice;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface Explored {
  readonly model: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  /** The peak of this process so far, in bytes. */
  readonly memory: number;
}

/** Returns the exit code: 0 if every property holds in every state, otherwise 1. Throws a `SetupError` on wrong input. */
export function runExplorations({ protocols, choice, output, variables }: ExplorationsRequest): number {
  const chosen = chooseExplorations(protocols, choice);
  const paint = paintFor(output, variables);
  const live = createLiveProgress(output, chosen.length);
  const explored = chosen.map(({ protocol, exploration }) => {
    const result = exploreOne(protocol, exploration, live);
    const { violation, exploration: reached } = result.verdict;
    if (violation !== undefined) output.write(`${violationLines(protocol, result.verdict, paint).join("\n")}\n`);
    else if (!reached.complete) output.write(`${exploration.name}: not everything was visited\n`);
    return result;
  });
  live.close();
  output.write(`${exploredTable(explored, paint).join("\n")}\n`);
  return explored.every(({ verdict }) => isFine(verdict)) ? 0 : 1;
}

/** Walks everything without TLC, which this package has no need of at these sizes. */
function exploreOne(protocol: Protocol, { name, constants }: ExplorationModel, live: LiveProgress): Explored {
  const walker = walkerOf(protocol.subjectOf(constants));
  live.start(name);
  const started = performance.now();
  const verdict = checkProperties(walker, protocol.properties, Number.POSITIVE_INFINITY, (visited, found) => {
    const rate = visited / ((performance.now() - started) / 1000);
    live.update(
      name,
      `${formatCount(visited)} of ${formatCount(found)} states visited, ${formatCount(Math.round(rate))}/s`,
    );
    live.refresh();
  });
  const seconds = (performance.now() - started) / 1000;
  const memory = process.resourceUsage().maxRSS * 1024;
  live.finish(name, `${name}: ${formatCount(verdict.exploration.states.size)} states, ${formatSeconds(seconds)}`);
  return { model: name, verdict, seconds, memory };
}

function isFine({ violation, exploration }: Verdict): boolean {
  return violation === undefined && exploration.complete;
}

function exploredTable(explored: readonly Explored[], paint: Paint): readonly string[] {
  const titles = ["", "model", "states", "steps", "depth", "states/s", "time", "memory"];
  return renderTable(
    titles.map((title, at) => ({ title, align: at < 2 ? "left" : "right" })),
    explored.map(({ model, verdict, seconds, memory }) => [
      isFine(verdict) ? { text: "holds", tone: "good" } : { text: "FAILED", tone: "bad" },
      { text: model },
      { text: formatCount(verdict.exploration.states.size) },
      { text: formatCount(verdict.exploration.steps) },
      { text: formatCount(verdict.exploration.levels) },
      { text: formatCount(Math.round(verdict.exploration.states.size / seconds)) },
      { text: formatSeconds(seconds) },
      { text: `${formatCount(Math.round(memory / 2 ** 20))} MB` },
    ]),
    paint,
  );
}

function violationLines(protocol: Protocol, { violation, exploration }: Verdict, paint: Paint): readonly string[] {
  if (violation === undefined) return [];
  const { walker, states } = exploration;
  const values = new ValueTable();
  const variables = Object.keys(protocol.mapping.variables);
  const encode = encoder(walker, protocol.mapping, values, variables);
  const state = new Uint32Array(walker.width);
  const valuesAt = (number: number): Values => {
    states.read(number, state);
    const numbers = encode(state);
    return variables.map((name, i) => [name, values.value(numbers[i] ?? 0)]);
  };
  const steps = violation.path.map((number, at) => {
    const before = violation.path[at - 1];
    const action = before === undefined ? "Init" : actionBetween(exploration, before, number);
    return { number: at + 1, action, values: valuesAt(number) };
  });
  return [
    paint(`${violation.property} is violated after ${violation.path.length - 1} steps`, "bad"),
    ...stepLines({ steps, ending: { kind: "ends" } }, paint),
  ];
}
