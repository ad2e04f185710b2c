/**
 * Three nodes of epoch broadcast in one process, run by a host that does no more than it must: queues for a network,
 * disks that answer when a node has taken what had arrived, and timers that fire when nothing else is left to do.
 *
 * It is not the host of `src/shell`, because that would be measured, too: with it the nodes apply a third fewer proposals
 * a second. It arms timers, for one thing, which need not be armed here, where nothing is lost.
 *
 * @module
 */
import { delivered } from "../../src/core/effect.ts";
import type { LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeEvent } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import { start, step } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { Applied, type Measured } from "./workload.ts";

class Node {
  readonly #send: (message: Message) => void;
  readonly applied: Applied;
  inbox: Message[] = [];
  #state: NodeState;
  #writing: NodeRecord | undefined;

  constructor(self: string, nodes: readonly string[], applied: Applied, send: (message: Message) => void) {
    this.applied = applied;
    this.#state = start({ self, nodes }).state;
    this.#send = send;
  }

  get leads(): boolean {
    return this.#state.role === "leader";
  }

  give(event: NodeEvent): void {
    const { state, effects } = step(this.#state, event);
    this.#state = state;
    for (const effect of effects) {
      if (effect.kind === "send") this.#send(effect.message);
      else if (effect.kind === "persist") this.#writing = effect.record;
      else if (effect.kind === "deliver") for (const entry of delivered(effect)) this.#apply(entry);
    }
  }

  #apply(entry: LogEntry): void {
    if (entry.client !== null) this.applied.apply(entry.value);
  }

  /** Takes what has arrived, and hears that what it wrote is durable. */
  advance(): boolean {
    const arrived = this.inbox;
    if (arrived.length === 0 && this.#writing === undefined) return false;
    this.inbox = [];
    for (const message of arrived) this.give({ kind: "receive", message });
    const record = this.#writing;
    this.#writing = undefined;
    if (record !== undefined) this.give({ kind: "persisted", record });
    return true;
  }
}

/** A cluster whose first node leads. */
export function ownLog(proposals: readonly string[]): Measured {
  const names = ["a", "b", "c"];
  const nodes = new Map<string, Node>();
  const send = (message: Message): void => void nodes.get(message.to)?.inbox.push(message);
  for (const name of names) nodes.set(name, new Node(name, names, new Applied(proposals), send));
  const all = [...nodes.values()];
  const [leader] = all;
  if (leader === undefined) throw new Error("no node");
  const settle = (): void => {
    while (all.reduce((hasMoved, node) => node.advance() || hasMoved, false));
  };
  const applied = (): number => Math.min(...all.map((node) => node.applied.count));
  leader.give({ kind: "timeout", timer: "suspect" });
  settle();
  if (!leader.leads) throw new Error("the first node was not elected");
  return {
    propose: (values, first) => {
      const requests = values.map((value, i) => ({ client: "client", number: first + i, value }));
      leader.give({ kind: "broadcast", requests });
    },
    run: () => {
      settle();
      // The followers hear of what is decided with the next entries, or now.
      if (applied() < leader.applied.count) {
        leader.give({ kind: "timeout", timer: "replicate" });
        settle();
      }
    },
    applied,
  };
}
