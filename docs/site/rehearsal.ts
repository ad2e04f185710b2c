/**
 * A run of a real system, written down while it happens, to be drawn. The parts are the step functions; what the
 * environment does to them is `src/core/situation.ts`. A script says which message arrives when and who crashes; what
 * follows from it, and all that is written on the picture, comes from the run. Where the nodes share a log, that is an
 * object with a column of its own: it takes what nodes pass to it, and tells them what it has taken.
 *
 * @module
 */

import { namedAction } from "../../conformance/engine/named-action.ts";
import {
  begin,
  crash,
  give,
  type Happening,
  land,
  landAll,
  persisted,
  restart,
  type Situation,
} from "../../src/core/situation.ts";
import type { Addressed, CommonEvent, Part, Request, System } from "../../src/core/system.ts";
import { RehearsedLog } from "./rehearsed-log.ts";
import { plainWording, type Wording } from "./wording.ts";

/** A message, drawn from the place where it was sent to the place where it arrived, if it did. */
export interface Sent {
  readonly message: Addressed;
  /** What it says besides its kind, a line each. */
  readonly contents: readonly string[];
  readonly from: number;
  to?: number;
  lost?: boolean;
  /** What is passed to a log, where it is no message of nodes. */
  readonly entry?: unknown;
}

/** Something that happens at one node at one instant. */
export interface Scene {
  readonly node: string;
  /** The action of the specification. */
  readonly action: string;
  /** What changed by it, in the words of the code. */
  readonly changes: readonly string[];
  /** Whether the node is up afterwards. */
  readonly isUp: boolean;
}

/** A run as far as it is drawn. */
export interface DrawnRun {
  readonly scenes: readonly Scene[];
  readonly sent: readonly Sent[];
  /** How each node stands where the picture begins, if it does not begin with the run; a line each. */
  readonly standing: ReadonlyMap<string, readonly string[]>;
}

/** A line of a script. */
export type Move =
  | { readonly kind: "ask"; readonly node: string; readonly request: Request }
  | { readonly kind: "fire"; readonly node: string; readonly timer: string }
  | { readonly kind: "deliver"; readonly message: Addressed; readonly node: string }
  | { readonly kind: "lose"; readonly message: Addressed }
  | { readonly kind: "take"; readonly entry: unknown }
  | { readonly kind: "hear"; readonly node: string; readonly outcome: unknown }
  | { readonly kind: "land" | "persisted" | "answer" | "crash" | "restart"; readonly node: string };

const nothing = { sent: [], invoked: [] } as const;

/** One transaction, or other instance, of a system on a stage. */
export class Rehearsal implements DrawnRun {
  readonly scenes: Scene[] = [];
  readonly sent: Sent[] = [];
  readonly standing: Map<string, readonly string[]> = new Map();
  /** The script as it was played, from the beginning of the run on. */
  readonly moves: Move[] = [];
  /** How many moves were made before the picture begins. */
  movesBefore = 0;
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #wording: Wording;
  readonly #situations = new Map<string, Situation>();
  readonly #log: RehearsedLog;

  constructor(system: System, wording: Wording = plainWording) {
    this.#wording = wording;
    this.#log = new RehearsedLog(system);
    this.#parts = new Map(system.parts.map((part) => [part.node, part]));
    for (const [node, part] of this.#parts) this.#situations.set(node, begin(part).situation);
  }

  /** The picture begins here: what has happened so far is seen in how the nodes stand, and nothing is on its way. */
  beginPicture(): void {
    for (const [node, situation] of this.#situations) this.standing.set(node, this.#wording.standingOf(situation));
    this.scenes.length = 0;
    this.sent.length = 0;
    this.movesBefore = this.moves.length;
  }

  /** The user of a node asks for something. */
  ask(node: string, request: Request): void {
    this.moves.push({ kind: "ask", node, request });
    this.#give(node, request);
  }

  /** A timer of a node fires. */
  fire(node: string, timer: string): void {
    this.moves.push({ kind: "fire", node, timer });
    this.#give(node, { kind: "timeout", timer });
  }

  /**
   * The oldest message of that kind on its way from one to another arrives.
   *
   * @param node - where, if it is sent to a role, which several nodes may have
   */
  deliver(kind: string, from: string, to: string, node: string = to): void {
    const sent = this.#onItsWay(kind, from, to);
    sent.to = this.scenes.length;
    this.moves.push({ kind: "deliver", message: sent.message, node });
    this.#give(node, { kind: "receive", message: sent.message });
  }

  /** The log takes the oldest entry of that kind that the node has passed to it. */
  take(kind: string, from: string): void {
    const sent = this.#onItsWay(kind, from, this.#log.name);
    sent.to = this.scenes.length;
    this.moves.push({ kind: "take", entry: sent.entry });
    const action = this.#log.take(sent.entry);
    this.scenes.push({ node: this.#log.name, action, changes: [], isUp: true });
  }

  /** The node is told all that the log has taken, in that order. */
  hear(node: string): void {
    const { name } = this.#log;
    const { outcome, values } = this.#log.tell(node);
    const from = this.scenes.findLastIndex((scene) => scene.node === name);
    const contents = values.map((entry) => this.#wording.entryText?.(entry) ?? "");
    if (from >= 0)
      this.sent.push({ message: { kind: "tells", from: name, to: node }, contents, from, to: this.scenes.length });
    this.moves.push({ kind: "hear", node, outcome });
    this.#give(node, { kind: "heard", object: name, outcome });
  }

  /** That message never arrives. */
  lose(kind: string, from: string, to: string): void {
    const sent = this.#onItsWay(kind, from, to);
    sent.lost = true;
    this.moves.push({ kind: "lose", message: sent.message });
  }

  /** The oldest write of a node becomes durable. */
  land(node: string): void {
    this.moves.push({ kind: "land", node });
    this.#play(node, "Land", { situation: land(this.#situation(node)), ...nothing });
  }

  /** The storage of a node tells it that its writes are durable. */
  persisted(node: string): void {
    this.moves.push({ kind: "persisted", node });
    this.#hearOfDisk(node);
  }

  /** The disk of a node answers: all that it was asked to write is durable. */
  answer(node: string): void {
    const before = this.#situation(node);
    this.moves.push({ kind: "answer", node });
    this.#situations.set(node, landAll(before));
    this.#hearOfDisk(node);
  }

  crash(node: string): void {
    this.moves.push({ kind: "crash", node });
    this.#log.crash(node);
    this.#play(node, "Crash", { situation: crash(this.#situation(node)), ...nothing });
  }

  restart(node: string): void {
    this.moves.push({ kind: "restart", node });
    this.#play(node, "Restart", restart(this.#part(node), this.#situation(node)));
  }

  #give(node: string, event: CommonEvent | Request): void {
    const part = this.#part(node);
    const happening = give(part, this.#situation(node), event);
    if (happening.refusal !== undefined) throw new Error(`${node} refused: ${happening.refusal.because}`);
    this.#play(node, namedAction(part, this.#situation(node).role, event), happening);
  }

  #hearOfDisk(node: string): void {
    const event = persisted(this.#situation(node));
    if (event === undefined) throw new Error(`${node} has nothing durable to hear of`);
    this.#give(node, event);
  }

  #play(node: string, action: string, { situation, sent, invoked }: Happening): void {
    const before = this.#situation(node);
    this.#situations.set(node, situation);
    for (const message of sent) {
      this.sent.push({ message, contents: this.#wording.contentsOf(message), from: this.scenes.length });
    }
    for (const entry of this.#log.passed(node, invoked)) {
      const kind = this.#wording.entryText?.(entry) ?? "";
      this.sent.push({
        message: { kind, from: node, to: this.#log.name },
        contents: [],
        from: this.scenes.length,
        entry,
      });
    }
    const changes = this.#wording.changesBetween(before, situation);
    this.scenes.push({ node, action, changes, isUp: situation.role !== undefined });
  }

  #onItsWay(kind: string, from: string, to: string): Sent {
    const found = this.sent.find(
      ({ message, to: arrived, lost }) =>
        message.kind === kind && message.from === from && message.to === to && arrived === undefined && lost !== true,
    );
    if (found === undefined) throw new Error(`no ${kind} is on its way from ${from} to ${to}`);
    return found;
  }

  #part(node: string): Part {
    const part = this.#parts.get(node);
    if (part === undefined) throw new Error(`there is no node ${node}`);
    return part;
  }

  #situation(node: string): Situation {
    return this.#situations.get(node) ?? begin(this.#part(node)).situation;
  }
}
