/**
 * What a transaction costs with replicated commit on epoch broadcast, once there is a leader of the log that is the
 * coordinator, and has given the transaction its name.
 *
 * @module
 */
import { replicatedCommitOn } from "../../src/atomic-commit/replicated-commit/system.ts";
import { transactionName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Done, ends, momentsIn, type Takes } from "./moments.ts";

const candidates = ["a", "b", "c"];

/** When the transaction is begun, and when its commit is asked for: both long after the election. */
const [begins, asks] = [600, 700];

/**
 * What happens from the request on.
 *
 * @param user - the name that the coordinator's user is to have
 */
export function replicatedMoments(participants: readonly string[], takes: Takes, user: string): readonly Done[] {
  const transactions = candidates.map((by) => transactionName({ by, number: 1 }, 1));
  let started = 0;
  const scenario: Scenario = {
    system: replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), {
      transactions,
      candidates,
      participants,
    }),
    // At the start each loses patience at another time. After that no timer fires.
    timeOf: (random, timer) => {
      if (!timer.endsWith("suspect") || started === candidates.length) return 2 * ends;
      started += 1;
      return between(random, 10, 500);
    },
    within: 0,
    watch: (run) => {
      let coordinator = "";
      run.after(begins - 50, () => {
        coordinator = candidates.find((node) => leads(run, node)) ?? "";
        run.ask(coordinator, { kind: "takeOver" });
      });
      run.after(begins, () => run.ask(coordinator, { kind: "begin" }));
      run.after(asks, () => {
        const request = { kind: "requestCommit", transaction: transactionName({ by: coordinator, number: 1 }, 1) };
        run.ask(coordinator, request);
      });
      return { isReached: () => true };
    },
  };
  return momentsIn(scenario, takes)
    .filter(({ at }) => at >= asks)
    .map(({ at, what }) => ({ at, what: toldTo(user, what) }));
}

/** What a candidate tells its user names the transaction; its outcome is what a coordinator tells. */
function toldTo(user: string, what: LogEntry): LogEntry {
  if (what.kind !== "told" || !candidates.includes(what.part) || !hasFields(what.value)) return what;
  return { ...what, part: user, value: what.value.outcome };
}

function leads(run: Run, node: string): boolean {
  const { role } = run.situation(node);
  return hasFields(role) && hasFields(role.lower) && role.lower.role === "leader";
}
