/**
 * The compositions of the circle: what solves consensus, what is a log, what is a counter and what is a register, each on
 * whatever it can stand on.
 *
 * @module
 */
import { epochConsensus } from "../../src/consensus/epoch-consensus/system.ts";
import { type Stacking, stack } from "../../src/core/stack.ts";
import type { System } from "../../src/core/system.ts";
import { locatingByEntries } from "../../src/environment/positioned-log.ts";
import { type LogOperation, sharedLog } from "../../src/environment/shared-log.ts";
import { sharedRegister } from "../../src/environment/shared-register.ts";
import { asDecisions, consensusSequence } from "../../src/equivalence/consensus-sequence.ts";
import { counterConsensus } from "../../src/equivalence/counter-consensus/system.ts";
import { decisionLog } from "../../src/equivalence/decision-log/system.ts";
import { logConsensus } from "../../src/equivalence/log-consensus/system.ts";
import { asOneNumberEach } from "../../src/equivalence/one-number.ts";
import { asOneSettingEach } from "../../src/equivalence/one-setting.ts";
import { registerConsensus } from "../../src/equivalence/register-consensus/system.ts";
import { broadcastRegister } from "../../src/linearizable-storage/broadcast-register/system.ts";
import { replicatedCounter } from "../../src/replicated-machine/replicated-counter/system.ts";
import { asLog, asPositionedLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { asLog as asLogOfNumbers } from "../../src/total-order-broadcast/sequenced-broadcast/as-log.ts";
import { sequencedBroadcast } from "../../src/total-order-broadcast/sequenced-broadcast/system.ts";
import { objectsAtPlaces } from "./objects-at-places.ts";

/** What something is for its users. */
export type Kind = "consensus" | "log" | "counter" | "register";

/** One way to make something of something else. */
export interface Composition {
  readonly name: string;
  readonly kind: Kind;
  readonly nodes: readonly string[];
  /** What is on top: by its protocol's name in conformance, if a mistake can be made in it. */
  readonly adapter?: string;
  /** The whole, with what is on top as it is or otherwise. */
  readonly make: (upper?: System) => System;
}

type Log = Stacking<LogOperation<BroadcastRequest>>;

/** Whatever can take the place of an object. */
interface Below {
  readonly name: string;
  readonly under: (upper: System) => System;
  /** What a node has to add waits until that node leads, if only the leader adds. */
  readonly onlyLeaderAdds?: boolean;
}

const three = ["n1", "n2", "n3"];
const two = ["n1", "n2"];

/** Logs: an object, or what takes its place. @param through - how the upper role stands on them */
function logsOf(nodes: readonly string[], through: (log: Log) => Stacking = same): readonly Below[] {
  const on =
    (lower: System, log: Log): Below["under"] =>
    (upper) =>
      stack(upper, lower, through(log));
  return [
    { name: "a log", under: same },
    { name: "epoch broadcast", under: on(epochBroadcast({ nodes }), asLog("log")), onlyLeaderAdds: true },
    { name: "a log of numbers", under: on(sequencedBroadcast({ nodes }), asLogOfNumbers("log")) },
    ...decisionsOf(nodes).map(
      ({ name, under }): Below => ({
        name: `a log of ${name}`,
        under: on(under(decisionLog({ nodes })), asLog("log")),
      }),
    ),
  ];
}

/** Registers on logs to which each node can add. */
function registersOf(nodes: readonly string[]): readonly Below[] {
  const registers = logsOf(nodes, locatingByEntries)
    .filter(isForEveryNode)
    .map(
      ({ name, under }): Below => ({
        name: `a register on ${name}`,
        under: (upper) => stack(upper, under(broadcastRegister({ nodes })), asOneSettingEach("register")),
      }),
    );
  return [{ name: "a register", under: same }, ...registers];
}

/** Decisions: an object, or a consensus for each place. */
function decisionsOf(nodes: readonly string[]): readonly Below[] {
  const each = (name: string, consensus: System): Below => ({
    name,
    under: (upper) => stack(upper, consensusSequence(consensus), asDecisions("decisions")),
  });
  const onRegisters = { ...registerConsensus({ nodes }), objects: [objectsAtPlaces(sharedRegister("register", null))] };
  const onLogs = { ...logConsensus({ nodes }), objects: [objectsAtPlaces(sharedLog("log", nodes))] };
  return [
    { name: "decisions", under: (upper) => upper },
    each("epoch consensus", epochConsensus({ nodes })),
    each("consensus on registers", onRegisters),
    each("consensus on logs", onLogs),
  ];
}

export const compositions: readonly Composition[] = [
  ...registersOf(three).map(({ name, under }) =>
    composed("consensus", "register-consensus", `consensus on ${name}`, registerConsensus({ nodes: three }), under),
  ),
  ...logsOf(three).map(({ name, under }) =>
    composed("consensus", "log-consensus", `consensus on ${name}`, logConsensus({ nodes: three }), under),
  ),
  composed("consensus", "counter-consensus", "consensus on a counter", counterConsensus({ nodes: two }), same, two),
  ...logsOf(two)
    .filter(isForEveryNode)
    .map(({ name, under }) =>
      composed(
        "consensus",
        "counter-consensus",
        `consensus on a counter on ${name}`,
        counterConsensus({ nodes: two }),
        (upper) => stack(upper, under(replicatedCounter({ nodes: two })), asOneNumberEach("counter")),
        two,
      ),
    ),
  composed("consensus", undefined, "epoch consensus", epochConsensus({ nodes: three })),
  ...decisionsOf(three).map(({ name, under }) =>
    composed("log", "decision-log", `a log of ${name}`, decisionLog({ nodes: three }), under),
  ),
  composed("log", undefined, "epoch broadcast", epochBroadcast({ nodes: three })),
  ...logsOf(three).map(({ name, under }) =>
    composed("counter", "replicated-counter", `a counter on ${name}`, replicatedCounter({ nodes: three }), under),
  ),
  ...logsOf(three, locatingByEntries).map(({ name, under }) =>
    composed("register", "broadcast-register", `a register on ${name}`, broadcastRegister({ nodes: three }), under),
  ),
  composed(
    "register",
    "broadcast-register",
    "a register on epoch broadcast, by confirmed positions",
    broadcastRegister({ nodes: three }),
    (upper) => stack(upper, epochBroadcast({ nodes: three }), asPositionedLog("log")),
  ),
];

function isForEveryNode({ onlyLeaderAdds = false }: Below): boolean {
  return !onlyLeaderAdds;
}

function composed(
  kind: Kind,
  adapter: string | undefined,
  name: string,
  right: System,
  under: (upper: System) => System = same,
  nodes: readonly string[] = three,
): Composition {
  return { name, kind, nodes, ...(adapter === undefined ? {} : { adapter }), make: (upper = right) => under(upper) };
}

function same<Same>(one: Same): Same {
  return one;
}
