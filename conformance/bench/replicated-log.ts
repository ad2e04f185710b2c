/**
 * Epoch broadcast beside etcd's raft and its port to JavaScript: 64-byte proposals applied on all of three nodes a
 * second, in memory and in one process. Each checks at each node that none is missing, doubled or out of order.
 *
 * @module
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { runCommand } from "../tlc/command.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { numbersIn, runScript } from "./child.ts";
import { buildEtcdRaft, type Fetched, fetchJavascriptRaft } from "./peers.ts";
import { workloads } from "./workload.ts";

type Rates = Readonly<Record<string, number>>;

interface Peer {
  readonly who: string;
  readonly measure: () => Promise<Rates>;
}

const rounds = 3;
const seconds = 1;
const secondsAllowed = 120;

/** In turns, so that a machine whose speed drifts does so for all. */
export async function benchReplicatedLog(say: (line: string) => void): Promise<readonly BenchRow[]> {
  return withOwnFolder(async (folder) => {
    const [forJavascript, forGo] = [join(folder, "javascript"), join(folder, "go")];
    for (const own of [forJavascript, forGo]) mkdirSync(own);
    const peers: readonly Peer[] = [
      { who: "ours", measure: () => runScript("log-once.ts", "own", String(seconds)) },
      ...peer("@coaty/consensus.raft, JavaScript", await fetchJavascriptRaft(forJavascript), say, (path) =>
        runScript("log-once.ts", path, String(seconds)),
      ),
      ...peer("etcd's raft, Go", await buildEtcdRaft(forGo), say, runProgram),
    ];
    const measured = new Map<string, Rates[]>(peers.map(({ who }) => [who, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { who, measure } of peers) {
        const rates = await measure();
        measured.get(who)?.push(rates);
        say(`${who}: ${workloads.map(({ name }) => `${Math.round(rates[name] ?? 0)} ${name}`).join(", ")}`);
      }
    }
    return workloads.map(({ name }): BenchRow => {
      const medianOf = (who: string): number =>
        Math.round(median(measured.get(who)?.map((rates) => rates[name] ?? 0) ?? []));
      const ours = medianOf("ours");
      const theirs = peers.slice(1).map(({ who }) => ({ who, value: medianOf(who), ratio: ours / medianOf(who) }));
      const note = `the median of ${rounds} rounds of ${seconds} s; every node applied every proposal, in order`;
      return { name: `replicated log, ${name}`, unit: "proposals/s", ours, theirs, note };
    });
  });
}

function peer(
  who: string,
  fetched: Fetched,
  say: (line: string) => void,
  run: (path: string) => Promise<Rates>,
): Peer[] {
  if ("path" in fetched) return [{ who, measure: () => run(fetched.path) }];
  say(`${who}: not measured, ${fetched.missing}`);
  return [];
}

async function runProgram(program: string): Promise<Rates> {
  const { succeeded, text } = await runCommand(program, [String(seconds)], process.env, secondsAllowed);
  if (!succeeded) throw new SetupError(`${program} failed: ${text.trim()}`);
  return numbersIn(program, text);
}
