/**
 * The compositions of the circle: what solves consensus, what is a log and what is a counter, each on whatever it can
 * stand on.
 *
 * @module
 */
import { epochConsensus } from "../../src/consensus/epoch-consensus/system.ts";
import { stack } from "../../src/core/stack.ts";
import type { System } from "../../src/core/system.ts";
import { sharedLog } from "../../src/environment/shared-log.ts";
import { sharedRegister } from "../../src/environment/shared-register.ts";
import { asDecisions, consensusSequence } from "../../src/equivalence/consensus-sequence.ts";
import { counterConsensus } from "../../src/equivalence/counter-consensus/system.ts";
import { decisionLog } from "../../src/equivalence/decision-log/system.ts";
import { logConsensus } from "../../src/equivalence/log-consensus/system.ts";
import { asOneNumberEach } from "../../src/equivalence/one-number.ts";
import { registerConsensus } from "../../src/equivalence/register-consensus/system.ts";
import { replicatedCounter } from "../../src/replicated-machine/replicated-counter/system.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { objectsAtPlaces } from "./simulated-objects.ts";

/** What something is for its users. */
export type Kind = "consensus" | "log" | "counter";

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

/** Whatever can take the place of an object. */
interface Below {
  readonly name: string;
  readonly under: (upper: System) => System;
}

const three = ["n1", "n2", "n3"];
const two = ["n1", "n2"];

/** Logs: an object, or what takes its place. */
function logsOf(nodes: readonly string[]): readonly Below[] {
  return [
    { name: "a log", under: (upper) => upper },
    { name: "epoch broadcast", under: (upper) => stack(upper, epochBroadcast({ nodes }), asLog("log")) },
    ...decisionsOf(nodes).map(
      ({ name, under }): Below => ({
        name: `a log of ${name}`,
        under: (upper) => stack(upper, under(decisionLog({ nodes })), asLog("log")),
      }),
    ),
  ];
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
  composed("consensus", "register-consensus", "consensus on a register", registerConsensus({ nodes: three })),
  ...logsOf(three).map(({ name, under }) =>
    composed("consensus", "log-consensus", `consensus on ${name}`, logConsensus({ nodes: three }), under),
  ),
  composed("consensus", "counter-consensus", "consensus on a counter", counterConsensus({ nodes: two }), same, two),
  // Of epoch broadcast only the leader gets numbers, and another node would wait for one until it leads.
  ...logsOf(two)
    .filter(({ name }) => name !== "epoch broadcast")
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
];

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

function same(system: System): System {
  return system;
}
