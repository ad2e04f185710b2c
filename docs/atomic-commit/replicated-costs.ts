/**
 * What a transaction costs with replicated commit on epoch broadcast, once there is a leader of the log that is the
 * coordinator, and has given the transaction its name; and what it costs when that node crashes, and another takes over.
 *
 * @module
 */
import { replicatedCommitOn } from "../../src/atomic-commit/replicated-commit/system.ts";
import { transactionName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import { present } from "../../src/core/present.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Done, ends, momentsIn, type Takes } from "./moments.ts";

const candidates = ["a", "b", "c"];

/** When the transaction is begun, and when its commit is asked for: both long after the election. */
const [begins, asks] = [600, 700];

/** When a candidate takes over, and when followers of the log lose patience that have heard of that. */
const [takesOver, patience] = [begins - 50, 250];

/** How often a participant that has promised asks: so seldom that somebody has taken over by then. */
const seldom = 200;

/** How it goes on after the request. */
interface Course {
  /** How long a follower of the log waits that has heard of the take-over; for ever, unless given. */
  readonly patience?: number;
  /** When another candidate is asked to take over, and which. */
  readonly again?: { readonly at: number; readonly candidate: string };
  readonly faults?: readonly Fault[];
  /** How often a participant asks that has promised. */
  readonly asksEvery?: number;
}

/** What happened, and what the watcher has seen of the candidates after each step. */
interface Watched {
  readonly moments: readonly Done[];
  /** Who was the coordinator. */
  readonly coordinator: string;
  /** When another candidate first led the log, and which; and when one had the role; if ever. */
  readonly led: { readonly at: number; readonly candidate: string } | undefined;
  readonly boreAt: number | undefined;
}

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
 * @param asksEvery - how often a participant asks that has promised
 */
export function replicatedTakeOver(
  participants: readonly string[],
  takes: Takes,
  ledTheLog: boolean,
  asksEvery: number = seldom,
): TakeOverCosts {
  // Followers of the log suspect its leader after the crash; or before the transaction's commit is asked for, wrongly.
  const suspecting: Course = { patience: ledTheLog ? patience : begins + 50 - takesOver, asksEvery };
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

function watched(participants: readonly string[], takes: Takes, course: Course): Watched {
  const transactions = candidates.map((by) => transactionName({ by, number: 1 }, 1));
  let coordinator = "";
  let led: Watched["led"];
  let boreAt: number | undefined;
  let started = 0;
  let isFirst = false;
  let now = (): number => 0;
  const scenario: Scenario = {
    system: replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), {
      transactions,
      candidates,
      participants,
    }),
    timeOf: (random, timer) => {
      if (timer === "askForOutcome") return course.asksEvery ?? seldom;
      if (!timer.endsWith("suspect")) return 2 * ends;
      // At the start each loses patience at another time. After that no timer fires, but as the course has it: then one
      // follower suspects a little later than the other, which has asked it in vain.
      if (started < candidates.length) {
        started += 1;
        return between(random, 10, 500);
      }
      if (course.patience === undefined || now() < takesOver || now() >= begins) return 2 * ends;
      isFirst = !isFirst;
      return course.patience + (isFirst ? 0 : 2.5);
    },
    within: 0,
    checkEvery: 1,
    watch: (run) => {
      now = () => run.now();
      run.after(takesOver, () => {
        coordinator = candidates.find((node) => leads(run, node)) ?? "";
        run.ask(coordinator, { kind: "takeOver" });
      });
      run.after(begins, () => run.ask(coordinator, { kind: "begin" }));
      run.after(asks, () => {
        const request = { kind: "requestCommit", transaction: transactionName({ by: coordinator, number: 1 }, 1) };
        run.ask(coordinator, request);
      });
      const others = (): readonly string[] => candidates.filter((node) => node !== coordinator);
      const { again } = course;
      if (again !== undefined) run.after(again.at, () => run.ask(again.candidate, { kind: "takeOver" }));
      return {
        isReached: () => true,
        check: () => {
          if (coordinator === "") return;
          const candidate = others().find((node) => leads(run, node));
          if (candidate !== undefined) led ??= { at: run.now(), candidate };
          if (others().some((node) => bears(run, node))) boreAt ??= run.now();
        },
      };
    },
  };
  return { moments: momentsIn(scenario, takes, course.faults), coordinator, led, boreAt };
}
function toldTo(user: string, what: LogEntry): LogEntry {
  if (what.kind !== "told" || !candidates.includes(what.part) || !hasFields(what.value)) return what;
  return { ...what, part: user, value: what.value.outcome };
}

function leads(run: Run, node: string): boolean {
  const { role } = run.situation(node);
  return hasFields(role) && hasFields(role.lower) && role.lower.role === "leader";
}

function bears(run: Run, node: string): boolean {
  const { role } = run.situation(node);
  return hasFields(role) && hasFields(role.upper) && role.upper.status === "bearing";
}
