/**
 * Clients of epoch broadcast in a simulation, and an operator. They wait for no answer before they ask for the next thing, ask again for
 * what nobody was told, at another node, and some go away, for a while or for good.
 *
 * @module
 */
import { below, between, oneOf, type Random } from "../../src/shell/simulator/random.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";
import { handOverTo } from "../../src/total-order-broadcast/epoch-broadcast/handing-over.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { broadcastOf } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { requestOf } from "./epoch-broadcast.options.ts";

/** A client, and what it does. Times are milliseconds. */
export interface ClientPlan {
  readonly name: string;
  /** How many requests it has. */
  readonly requests: number;
  /** How many requests it has at a time, and for how many it asks again at once. */
  readonly batch: number;
  readonly mostAgain: number;
  /** How long it is, on average, until it has the next ones. */
  readonly every: number;
  /** After how long it asks again for what nobody was told. */
  readonly patience: number;
  /** When it goes away, and for how long, which may be for good. */
  readonly away: { readonly at: number; readonly for: number } | undefined;
}

/** How many requests a client has at most. */
export const mostRequests = 30;

export function clientPlanOf(name: string, random: Random): ClientPlan {
  const isLeaving = random() < 0.3;
  return {
    name,
    requests: 1 + below(random, mostRequests),
    batch: oneOf(random, [1, 1, 2, 5]),
    mostAgain: 50,
    every: oneOf(random, [1, 10, 50, 200]),
    patience: oneOf(random, [100, 500]),
    away: isLeaving
      ? { at: between(random, 0, 2_000), for: oneOf(random, [500, Number.POSITIVE_INFINITY]) }
      : undefined,
  };
}

/** A client at work. */
export interface Client {
  readonly name: string;
  /** The number of its last request, and of the last that anybody was told. */
  readonly asked: number;
  told: number;
  /** Whether all is delivered that it wants. */
  readonly isServed: () => boolean;
}

/** @param all - every request that was ever asked for */
export function clientAtWork(run: Run, plan: ClientPlan, nodes: readonly string[], all: BroadcastRequest[]): Client {
  const { name, requests, every, patience, batch, mostAgain, away } = plan;
  const random = run.random(`client ${name}`);
  /** How many of its requests it has come to, and how many of these it has asked for. */
  let [reached, asked, toldBefore] = [0, 0, 0];
  let [isAway, hasLeft] = [false, false];
  let node = oneOf(random, nodes);
  /** Whether somebody has said whom to ask. */
  let isPointed = false;

  const isServed = (): boolean => hasLeft || (reached === requests && self.told === asked);
  const self = {
    name,
    told: 0,
    isServed,
    get asked() {
      return asked;
    },
  };

  /** Of the leader it hears from whoever refuses. */
  const askFrom = (first: number): void => {
    const at = node;
    const count = Math.min(mostAgain, asked - first + 1);
    const some = Array.from({ length: count }, (_, i) => requestOf(name, first + i));
    run.ask(at, broadcastOf(...some), (refusal) => {
      if (refusal === undefined || at !== node) return;
      isPointed = refusal.leader !== undefined;
      node = refusal.leader ?? oneOf(random, nodes);
    });
  };
  const more = (): void => {
    if (!isAway && reached < requests) {
      const first = asked + 1;
      for (const last = Math.min(requests, reached + batch); reached < last; reached++) {
        if (run.mayBegin()) all.push(requestOf(name, ++asked));
      }
      if (asked >= first) askFrom(first);
    }
    if (reached < requests) run.after(between(random, 0, 2 * every), more);
  };
  const again = (): void => {
    if (!isAway && self.told < asked) {
      if (self.told === toldBefore && !isPointed) node = oneOf(random, nodes);
      isPointed = false;
      askFrom(self.told + 1);
    }
    toldBefore = self.told;
    if (!hasLeft && (reached < requests || self.told < asked)) run.after(patience, again);
  };
  const leave = (milliseconds: number): void => {
    isAway = true;
    hasLeft = milliseconds === Number.POSITIVE_INFINITY;
    if (hasLeft) return;
    run.after(milliseconds, () => {
      isAway = false;
    });
  };

  run.after(between(random, 0, every), more);
  run.after(patience, again);
  if (away !== undefined) run.after(away.at, () => leave(away.for));
  return self;
}

/** In some runs somebody asks leaders to hand over, to anybody and at any time, while there are faults. */
export function operatorAtWork(run: Run, nodes: readonly string[]): void {
  const random = run.random("operator");
  if (random() < 0.7) return;
  const ask = (): void => {
    for (const node of nodes) {
      const others = nodes.filter((other) => other !== node);
      run.ask(node, handOverTo(oneOf(random, others)), () => {});
    }
    again();
  };
  const again = (): void => {
    const later = between(random, 0, 500);
    if (run.now() + later < run.plan.healed) run.after(later, ask);
  };
  again();
}
