/**
 * Our verdicts beside Porcupine's, on histories of ours and on those of its own tests.
 *
 * @module
 */
import { checkHistory } from "../../src/linearizable-storage/histories/check.ts";
import { counterObject, registerObject, storeObject } from "../../src/linearizable-storage/histories/objects.ts";
import type { SequentialObject } from "../../src/linearizable-storage/histories/sequential-object.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { buildPorcupine, type ObjectName } from "./porcupine.ts";
import { porcupineLogs } from "./porcupine-logs.ts";
import type { JudgedHistory } from "./run-histories.ts";

export type SecondOpinion =
  | { readonly skipped: string }
  | {
      /** How many of ours it judged before it gave up, and how many of these it found illegal. */
      readonly ours: number;
      readonly illegal: number;
      /** How many of its own we judged, and it. */
      readonly theirs: number;
      readonly theirsIllegal: number;
      readonly gaveUp: number;
      readonly disagreements: readonly string[];
    };

/** The object that is meant by the name. */
export const objectNamed: Readonly<Record<ObjectName, SequentialObject>> = {
  counter: counterObject,
  register: registerObject,
  store: storeObject,
};

/** Asks Porcupine, where Go is installed. */
export async function secondOpinionOn(judged: readonly JudgedHistory[]): Promise<SecondOpinion> {
  return withOwnFolder(async (folder) => {
    const porcupine = await buildPorcupine(folder);
    if ("missing" in porcupine) return { skipped: porcupine.missing };
    const logs = porcupineLogs(porcupine.folder);
    const cases = judged.map(({ recorded: { kind }, history }) => ({ object: kind, history }));
    const opinions = await porcupine.judge([...cases, ...logs]);
    const ofOurs = judged.map(({ recorded: { name }, seed, verdict }, i) => ({
      name: `${name}, seed ${seed}`,
      said: [verdict.kind, opinions[i]?.opinion],
    }));
    const ofTheirs = logs.map(({ name, object, history, expected }, i) => ({
      name,
      said: [checkHistory(history, objectNamed[object]).kind, expected, opinions[judged.length + i]?.opinion],
    }));
    const illegalAmong = (all: readonly Judgement[]): number =>
      all.filter(({ said }) => said.at(-1) === "notLinearizable").length;
    return {
      ours: ofOurs.filter(({ said }) => said.at(-1) !== "gaveUp").length,
      illegal: illegalAmong(ofOurs),
      theirs: logs.length,
      theirsIllegal: illegalAmong(ofTheirs),
      gaveUp: [...ofOurs, ...ofTheirs].filter(({ said }) => said.includes("gaveUp")).length,
      disagreements: disagreementsIn([...ofOurs, ...ofTheirs]),
    };
  });
}

/** What was said of a history: by us first, then by others. */
interface Judgement {
  readonly name: string;
  readonly said: readonly (string | undefined)[];
}

/** The histories of which not all say the same. Whoever has given up says nothing. */
export function disagreementsIn(judgements: readonly Judgement[]): readonly string[] {
  return judgements
    .filter(({ said }) => new Set(said.filter((one) => one !== "gaveUp")).size > 1)
    .map(({ name, said }) => `${name}: we say ${said[0]}, others ${said.slice(1).join(", ")}`);
}
