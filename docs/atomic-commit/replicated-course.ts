/**
 * Replicated commit on epoch broadcast in the world in which costs are counted: somebody leads the log and is the
 * coordinator, and then it goes on as a course has it.
 *
 * @module
 */
import { replicatedCommitOn } from "../../src/atomic-commit/replicated-commit/system.ts";
import { transactionName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Done, ends, momentsIn, type Takes } from "./moments.ts";

export const candidates: readonly string[] = ["a", "b", "c"];

/** When a candidate takes over, and when the transaction is begun: long after the election. */
const [takesOver, begins] = [550, 600];

/** When its commit is asked for. */
export const asks = 700;

/** How long followers of the log wait that have heard of the take-over: until before the commit is asked for, or after it. */
export const patience = { untilBefore: 100, untilAfter: 250 };

/** How often a participant that has promised asks: so seldom that somebody has taken over by then. */
const seldom = 200;

/** How it goes on after the request. */
export interface Course {
  /** How long a follower of the log waits that has heard of the take-over; for ever, unless given. */
  readonly patience?: number;
  /** When another candidate is asked to take over, and which. */
  readonly again?: { readonly at: number; readonly candidate: string };
  readonly faults?: readonly Fault[];
  /** How often a participant asks that has promised. */
  readonly asksEvery?: number;
}

/** What happened, and what the watcher has seen of the candidates after each step. */
export interface Watched {
  readonly moments: readonly Done[];
  /** Who was the coordinator. */
  readonly coordinator: string;
  /** When another candidate first led the log, and which; and when one had the role; if ever. */
  readonly led: { readonly at: number; readonly candidate: string } | undefined;
  readonly boreAt: number | undefined;
}

/** What happens in it. */
export function watched(participants: readonly string[], takes: Takes, course: Course): Watched {
  const transactions = candidates.map((by) => transactionName({ by, number: 1 }, 1));
  let coordinator = "";
  let led: Watched["led"];
  let boreAt: number | undefined;
  let now = (): number => 0;
  const scenario: Scenario = {
    system: replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), {
      transactions,
      candidates,
      participants,
    }),
    timeOf: timesOf(course, () => now()),
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

/**
 * At the start each loses patience at another time. After that no timer fires but as the course has it: then one follower
 * suspects a little later than the other, which has asked it in vain.
 */
function timesOf({ patience, asksEvery = seldom }: Course, now: () => number): Scenario["timeOf"] {
  let started = 0;
  let isFirst = false;
  return (random, timer) => {
    if (timer === "askForOutcome") return asksEvery;
    if (!timer.endsWith("suspect")) return 2 * ends;
    if (started < candidates.length) {
      started += 1;
      return between(random, 10, 500);
    }
    if (patience === undefined || now() < takesOver || now() >= begins) return 2 * ends;
    isFirst = !isFirst;
    return patience + (isFirst ? 0 : 2.5);
  };
}

function leads(run: Run, node: string): boolean {
  const { role } = run.situation(node);
  return hasFields(role) && hasFields(role.lower) && role.lower.role === "leader";
}

function bears(run: Run, node: string): boolean {
  const { role } = run.situation(node);
  return hasFields(role) && hasFields(role.upper) && role.upper.status === "bearing";
}
