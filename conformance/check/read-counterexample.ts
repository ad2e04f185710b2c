/** What `make check` wrote of a counterexample: read with suspicion, since another program wrote it. */
import { existsSync, readFileSync } from "node:fs";
import { SetupError } from "../setup-error.ts";
import type { Counterexample } from "../tlc/counterexample.ts";
import { counterexamplePath } from "./check-report.ts";
import { field, listIn } from "./fields.ts";

/** A counterexample with the verdict of its model, such as "violates Agreement". */
export type WrittenCounterexample = Counterexample & { readonly result?: string };

/** Nothing if there is none. @throws SetupError that says what to run, if the file is none of a counterexample */
export function readCounterexample(buildFolder: string, model: string): WrittenCounterexample | undefined {
  return counterexampleAt(counterexamplePath(buildFolder, model), `run \`make check MODEL=${model}\` again`);
}

/** Nothing if there is none. @throws SetupError with what to do, if the file is none of a counterexample */
export function counterexampleAt(path: string, whatToDo: string): WrittenCounterexample | undefined {
  if (!existsSync(path)) return undefined;
  const found = parsed(readFileSync(path, "utf8"));
  if (found === undefined) throw new SetupError(`${path} is not JSON; ${whatToDo}`);
  if (isCounterexample(found)) return found;
  throw new SetupError(`${path} is no counterexample; ${whatToDo}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCounterexample(value: unknown): value is WrittenCounterexample {
  const states = listIn(value, "states");
  const areStates = states.every(
    (state) =>
      typeof field(state, "number") === "number" &&
      typeof field(state, "action") === "string" &&
      listIn(state, "variables").every(
        (variable) => typeof field(variable, "name") === "string" && typeof field(variable, "value") === "string",
      ),
  );
  return states.length > 0 && areStates && typeof field(field(value, "ending"), "kind") === "string";
}
