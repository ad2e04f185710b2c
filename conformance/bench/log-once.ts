/** Measures one replicated log, in a process of its own: `own`, or the folder of the JavaScript port. Prints JSON. */
import { javascriptRaft } from "./javascript-raft.ts";
import { ownLog } from "./own-log.ts";
import { rateOf, workloads } from "./workload.ts";

const [which = "own", seconds = "1"] = process.argv.slice(2);
const rates = workloads.map((workload) => [
  workload.name,
  rateOf(workload, which === "own" ? ownLog : (proposals) => javascriptRaft(which, proposals), Number(seconds)),
]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(rates))}\n`);
