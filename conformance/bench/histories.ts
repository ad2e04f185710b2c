/**
 * The checker of histories beside Porcupine, on the same histories of a register: by how long these are, and by how many
 * clients are waiting at once.
 *
 * @module
 */
import type { PlainData } from "../../src/core/plain-data.ts";
import { checkHistory } from "../../src/linearizable-storage/histories/check.ts";
import type { Call } from "../../src/linearizable-storage/histories/history.ts";
import { type CompareAndSetOperation, registerObject } from "../../src/linearizable-storage/histories/objects.ts";
import { below, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import { buildPorcupine } from "../histories/porcupine.ts";
import { SetupError } from "../setup-error.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { type BenchRow, median } from "./bench-row.ts";

const lengths = [10, 100, 1_000, 10_000];
const clients = [2, 5, 10];
const rounds = 5;

type RegisterCall = Call<CompareAndSetOperation, PlainData>;

export async function benchHistories(say: (line: string) => void): Promise<readonly BenchRow[]> {
  return withOwnFolder(async (folder) => {
    const porcupine = await buildPorcupine(folder);
    if ("missing" in porcupine) say(`Porcupine: not measured, ${porcupine.missing}`);
    const rows: BenchRow[] = [];
    for (const count of clients) {
      for (const length of lengths) {
        const histories = Array.from({ length: rounds }, (_, i) => legalHistory(randomOf(i, "bench"), count, length));
        // What has run once is compiled.
        for (const history of histories) secondsFor(history);
        const rate = length / median(histories.map(secondsFor));
        const judged =
          "missing" in porcupine
            ? []
            : await porcupine.judge(histories.map((history) => ({ object: "register", history })));
        if (judged.some(({ opinion }) => opinion === "notLinearizable")) throw new SetupError("Porcupine disagrees");
        const theirs = length / median(judged.map(({ seconds }) => seconds));
        const others = judged.length === 0 ? [] : [{ who: "Porcupine, Go", value: theirs, ratio: rate / theirs }];
        const gaveUp = judged.filter(({ opinion }) => opinion === "gaveUp").length;
        const name = `history of ${length} operations, ${count} clients at once`;
        const note = `the median of ${rounds} linearizable ones${gaveUp === 0 ? "" : `; Porcupine gave up ${gaveUp}`}`;
        rows.push({ name, unit: "operations/s", ours: rate, theirs: others, note });
      }
    }
    return rows;
  });
}

function secondsFor(history: readonly RegisterCall[]): number {
  const started = performance.now();
  const { kind } = checkHistory(history, registerObject);
  if (kind !== "linearizable") throw new SetupError(`a history that is linearizable was judged ${kind}`);
  return (performance.now() - started) / 1000;
}

/** A client with its operation: asked, then effective, then answered. */
interface Waiting {
  readonly operation: CompareAndSetOperation;
  readonly invoked: number;
  outcome?: { readonly value: PlainData };
}

/** Each client goes on at once. Who is next is drawn. */
function legalHistory(random: Random, count: number, length: number): readonly RegisterCall[] {
  const calls: RegisterCall[] = [];
  const waiting = new Map<number, Waiting>();
  let held: PlainData = registerObject.initial;
  let begun = 0;
  for (let at = 0; calls.length < length; at++) {
    const client = below(random, count);
    const mine = waiting.get(client);
    if (mine === undefined) {
      if (begun++ < length) waiting.set(client, { operation: operationOf(random), invoked: at });
    } else if (mine.outcome === undefined) {
      const { state, outcome } = registerObject.apply(held, mine.operation);
      held = state;
      mine.outcome = { value: outcome };
    } else {
      const { operation, invoked, outcome } = mine;
      calls.push({ client: `c${client}`, operation, invoked, returned: { at, outcome: outcome.value } });
      waiting.delete(client);
    }
  }
  return calls;
}

function operationOf(random: Random): CompareAndSetOperation {
  if (random() < 0.4) return { kind: "read" };
  if (random() < 0.5) return { kind: "write", value: below(random, 5) };
  return { kind: "compareAndSet", expected: below(random, 5), new: below(random, 5) };
}
