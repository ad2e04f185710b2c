/**
 * A log that never waits for anything but disks and links, and in which nothing goes wrong but what the measurement does:
 * what is asked is sent and written at once, and decided as soon as a quorum has it on disk. It is no protocol, since its
 * leader leads without an election. It says how much of what others take is the world's.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";
import type { Addressed } from "../../../src/core/system.ts";
import type { Flight } from "../../../src/shell/in-memory/in-memory-network.ts";
import type { Replicas, Surroundings } from "./replicas.ts";
import { leader, nodes } from "./setting.ts";

/** Requests stand in the log in the order of their numbers, so a log is the number of the last. */
interface Message extends Addressed {
  readonly kind: "entries" | "held" | "lacks";
  /** The entries from here on; none if it is above the last, or if what is said is how far the sender has them. */
  readonly first: number;
  readonly last: number;
  readonly decided: number;
}

/** How many entries are sent together to one that comes back. */
const piece = 1_000;

export function unhinderedReplicas(around: Surroundings): Replicas {
  const members = new Map(nodes.map((name) => [name, new Node(name, around)]));
  const member = (name: NodeId): Node => {
    const found = members.get(name);
    if (found === undefined) throw new Error(`there is no node ${name}`);
    return found;
  };
  return {
    start: () => {},
    propose: (request) => member(leader).propose(request),
    receive: ({ message }: Flight) => {
      if (isMessage(message)) member(message.to).receive(message);
    },
    crash: (name) => member(name).crash(),
    restart: (name) => member(name).restart(),
    entriesIn: (message) => (isMessage(message) ? message.last - message.first + 1 : 0),
  };
}

class Node {
  readonly #name: NodeId;
  readonly #around: Surroundings;
  #isUp = true;
  /** How far it has the log, and how far it has told it. */
  #length = 0;
  #told = 0;
  /** At the leader: how far each node has it on disk. */
  readonly #held = new Map<NodeId, number>();

  constructor(name: NodeId, around: Surroundings) {
    this.#name = name;
    this.#around = around;
  }

  propose(request: number): void {
    this.#length = request;
    for (const to of this.#others()) this.#send("entries", to, request, request);
    this.#write();
  }

  receive({ kind, from, first, last, decided }: Message): void {
    if (!this.#isUp) return;
    if (kind === "held") this.#holds(from, last);
    else if (kind === "lacks") this.#sendFrom(from, last + 1);
    // What is behind something that it has missed comes once more.
    else if (first <= this.#length + 1) {
      const isNews = last > this.#length;
      this.#length = Math.max(this.#length, last);
      if (isNews) this.#write();
      this.#tell(Math.min(decided, this.#length));
    }
  }

  crash(): void {
    this.#isUp = false;
    const disk = this.#around.diskOf(this.#name);
    disk.crash("log", 0, undefined, 0);
    this.#length = Number(disk.read("log") ?? 0);
  }

  /** It says how far it is, and asks for the rest. */
  restart(): void {
    this.#isUp = true;
    this.#send("lacks", leader, this.#length + 1, this.#length);
  }

  #sendFrom(to: NodeId, first: number): void {
    for (let next = first; next <= this.#length; next += piece) {
      this.#send("entries", to, next, Math.min(this.#length, next + piece - 1));
    }
  }

  #write(): void {
    const length = this.#length;
    this.#around.diskOf(this.#name).write("log", length, () => {
      if (this.#name === leader) this.#holds(leader, length);
      else this.#send("held", leader, length + 1, length);
    });
  }

  #holds(node: NodeId, length: number): void {
    this.#held.set(node, length);
    // The middle one of three: two have it.
    const decided = nodes.map((one) => this.#held.get(one) ?? 0).sort((one, other) => one - other)[1] ?? 0;
    if (decided <= this.#told) return;
    this.#tell(decided);
    for (const to of this.#others()) this.#send("entries", to, this.#length + 1, this.#length);
  }

  #tell(decided: number): void {
    while (this.#told < decided) {
      this.#told++;
      this.#around.told(this.#name, this.#told);
    }
  }

  #send(kind: Message["kind"], to: NodeId, first: number, last: number): void {
    const message: Message = { kind, from: this.#name, to, first, last, decided: this.#told };
    this.#around.network.send(message, "log");
  }

  #others(): readonly NodeId[] {
    return nodes.filter((node) => node !== this.#name);
  }
}

/** Nobody sends anything else here. */
function isMessage(message: Addressed): message is Message {
  return "first" in message && "last" in message;
}
