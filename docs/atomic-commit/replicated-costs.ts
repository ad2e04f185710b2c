/**
 * What a transaction costs with replicated commit on epoch broadcast, once there is a leader of the log that is the
 * coordinator, and has given the transaction its name; and what it costs when that node crashes, and another takes over.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import { type Done, ends, type Takes } from "./moments.ts";
import { asks, type Course, candidates, patience, watched } from "./replicated-course.ts";

/**
 * What happens from the request on.
 *
 * @param user - the name that the coordinator's user is to have
 */
export function replicatedMoments(participants: readonly string[], takes: Takes, user: string): readonly Done[] {
  return watched(participants, takes, {})
    .moments.filter(({ at }) => at >= asks)
    .map(({ at, what }) => ({ at, what: toldTo(user, what) }));
}

/** What it costs that another candidate takes over, from where it is suspected that the coordinator is gone. */
export interface TakeOverCosts {
  readonly messages: number;
  readonly writes: number;
  /** How many messages, or writes, come one after the other until somebody leads the log: none if somebody does. */
  readonly untilLed: number;
  /** From then on until it has the role. */
  readonly untilBorne: number;
  /** And from where the participants ask until all have told their users, which is what. */
  readonly untilTold: number;
  /** From where it is suspected until all have told their users, with all waiting. */
  readonly together: number;
  readonly outcomes: readonly unknown[];
}

/**
 * The coordinator crashes for good when all have promised to commit. If it led the log, the others elect another leader,
 * once the second of them suspects. If it did not, whoever leads the log is asked to take over.
 *
 * @param ledTheLog - otherwise the others have elected another leader of the log before, and it had the role still
 * @param asksEvery - how often a participant asks that has promised; unless given, first when somebody has taken over
 */
export function replicatedTakeOver(
  participants: readonly string[],
  takes: Takes,
  ledTheLog: boolean,
  asksEvery?: number,
): TakeOverCosts {
  // Followers of the log suspect its leader after the crash; or before the transaction's commit is asked for, wrongly.
  const suspecting: Course = {
    patience: ledTheLog ? patience.untilAfter : patience.untilBefore,
    ...(asksEvery === undefined ? {} : { asksEvery }),
  };
  const promised = watched(participants, takes, suspecting);
  const { coordinator } = promised;
  const lastYes = present(promised.moments.filter(({ what }) => isSent(what, "yes")).at(-1)).at;
  const crash: Fault = { kind: "crash", nodes: [coordinator], at: lastYes + takes.message / 2, for: ends, landing: 0 };
  const crashed = watched(participants, takes, { ...suspecting, faults: [crash] });
  const suspected = crashed.moments.filter(({ what }) => what.kind === "fired" && what.timer === "log.suspect");
  const led = present(crashed.led);
  const since = ledTheLog ? present(suspected.at(-1)).at : crash.at;
  // A request to a node takes as long as a message. Whoever hosts the node asks it at once.
  const again = { ...led, at: (ledTheLog ? led.at : crash.at) - takes.message };
  const { moments, boreAt } = watched(participants, takes, { ...suspecting, faults: [crash], again });
  const taken = present(moments.findLast(({ what }) => what.kind === "requested")).at;
  const asked = present(moments.find(({ what }) => what.kind === "fired" && what.timer === "askForOutcome")).at;
  const after = moments.filter(({ at }) => at >= since);
  const told = after.filter(({ what }) => what.kind === "told");
  const allTold = Math.max(...told.map(({ at }) => at));
  return {
    messages: after.filter(({ what }) => what.kind === "sent").length,
    writes: after.filter(({ what }) => what.kind === "writing").length,
    untilLed: ledTheLog ? Math.round(led.at - since) : 0,
    untilBorne: Math.round(present(boreAt) - taken),
    untilTold: Math.round(allTold - asked),
    together: allTold - since,
    outcomes: [...new Set(told.flatMap(({ what }) => (what.kind === "told" ? [what.value] : [])))],
  };
}

function isSent(what: LogEntry, kind: string): boolean {
  return what.kind === "sent" && what.message.kind === kind;
}

/** What a candidate tells its user names the transaction; its outcome is what a coordinator tells. */
function toldTo(user: string, what: LogEntry): LogEntry {
  if (what.kind !== "told" || !candidates.includes(what.part) || !hasFields(what.value)) return what;
  return { ...what, part: user, value: what.value.outcome };
}
