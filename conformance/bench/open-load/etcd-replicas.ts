/**
 * Three raw nodes of etcd's raft, which live in a program of their own (`etcd/main.go`), and their messages with them:
 * what goes through this world are the numbers of these.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";
import type { Addressed } from "../../../src/core/system.ts";
import { Partner } from "./partner.ts";
import type { MakeReplicas, Replicas, Surroundings } from "./replicas.ts";
import { heartbeat, leader, nodes } from "./setting.ts";

/** How the library is used: see `etcd/main.go`. */
export type Use = "asynchronous" | "ready and advance";

/** What a node is to do; see `etcd/main.go`. */
interface Command {
  readonly do: "campaign" | "tick" | "propose" | "receive" | "written" | "crash" | "restart";
  /** Nodes are numbered from 1 on. */
  readonly node: number;
  readonly number?: number;
}

interface Answer {
  readonly sent: readonly {
    readonly number: number;
    readonly kind: string;
    readonly from: number;
    readonly to: number;
    readonly entries: number;
  }[];
  readonly written: readonly { readonly node: number; readonly number: number }[];
  readonly told: readonly { readonly node: number; readonly requests: readonly number[] }[];
}

/** A message, of which only its number is here. */
interface Numbered extends Addressed {
  readonly number: number;
  readonly entries: number;
}

/** @param program - what was built of `etcd/main.go` */
export function etcdReplicas(program: string, use: Use): MakeReplicas {
  return (around) => new EtcdReplicas(new Partner(program, use), around);
}

class EtcdReplicas implements Replicas {
  readonly #partner: Partner;
  readonly #around: Surroundings;
  /** The clock of each node that is up. */
  readonly #clocks = new Map<NodeId, object>();
  #commands: Command[] = [];

  constructor(partner: Partner, around: Surroundings) {
    this.#partner = partner;
    this.#around = around;
  }

  start(): void {
    this.#ask("campaign", leader);
    for (const node of nodes) this.#startClock(node);
  }

  propose(number: number): void {
    this.#ask("propose", leader, number);
  }

  receive({ message }: { readonly message: Addressed }): void {
    if (isNumbered(message)) this.#ask("receive", message.to, message.number);
  }

  crash(node: NodeId): void {
    this.#clocks.delete(node);
    this.#around.diskOf(node).crash("log", 0, undefined, 0);
    this.#ask("crash", node);
  }

  restart(node: NodeId): void {
    this.#ask("restart", node);
    this.#startClock(node);
  }

  entriesIn(message: Addressed): number {
    return isNumbered(message) ? message.entries : 0;
  }

  settle(): Promise<void> | undefined {
    return this.#commands.length === 0 ? undefined : this.#settle();
  }

  end(): void {
    this.#partner.end();
  }

  /** What happens to nodes at the same time they hear together, before they do what follows from it. */
  async #settle(): Promise<void> {
    const commands = this.#commands;
    this.#commands = [];
    const { sent, written, told }: Answer = JSON.parse(await this.#partner.ask(JSON.stringify(commands)));
    const { network, diskOf } = this.#around;
    for (const { number, kind, from, to, entries } of sent) {
      const message: Numbered = { kind, from: nameOf(from), to: nameOf(to), number, entries };
      network.send(message, "log");
    }
    for (const { node, number } of written) {
      const name = nameOf(node);
      diskOf(name).write("log", number, () => this.#ask("written", name, number));
    }
    for (const { node, requests } of told) {
      for (const request of requests) this.#around.told(nameOf(node), request);
    }
  }

  #startClock(node: NodeId): void {
    const clock = {};
    this.#clocks.set(node, clock);
    const tickLater = (): void =>
      this.#around.after(heartbeat, () => {
        if (this.#clocks.get(node) !== clock) return;
        this.#ask("tick", node);
        tickLater();
      });
    tickLater();
  }

  #ask(what: Command["do"], name: NodeId, number = 0): void {
    this.#commands.push({ do: what, node: 1 + nodes.indexOf(name), number });
  }
}

function nameOf(number: number): NodeId {
  const name = nodes[number - 1];
  if (name === undefined) throw new Error(`there is no node ${number}`);
  return name;
}

/** Nobody sends anything else here. */
function isNumbered(message: Addressed): message is Numbered {
  return "number" in message && "entries" in message;
}
