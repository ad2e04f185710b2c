/**
 * What is counted in a run.
 *
 * @module
 */
import type { LogEntry } from "../in-memory/log-entry.ts";
import type { FaultKind } from "./fault.ts";
import type { Costs } from "./scenario.ts";

export class Tally {
  steps = 0;
  /** How often anybody asked for something, and how often any user was told something new. */
  asked = 0;
  told = 0;
  /** How often each fault has struck: those that are planned, and messages that were lost or came twice. */
  readonly faults: Record<string, number> = {};
  readonly #sent: Record<string, number> = {};
  #bytes = 0;
  #writes = 0;

  sent(kind: string, size: number): void {
    this.#sent[kind] = (this.#sent[kind] ?? 0) + 1;
    this.#bytes += size;
  }

  struck(kind: FaultKind): void {
    this.#strike(kind);
  }

  count(entry: LogEntry): void {
    switch (entry.kind) {
      case "received":
      case "fired":
      case "persisted":
      case "requested":
        this.steps++;
        break;
      case "told":
        this.told++;
        break;
      case "writing":
        this.#writes++;
        break;
      case "lost":
        if (entry.because === "network") this.#strike("lost");
        break;
      case "duplicated":
        this.#strike("duplicated");
        break;
      case "sent":
      case "durable":
      case "refused":
      case "crashed":
      case "restarted":
      case "paused":
      case "resumed":
      case "cut":
      case "mended":
        break;
    }
  }

  costs(): Costs {
    return { steps: this.steps, sent: { ...this.#sent }, bytes: this.#bytes, writes: this.#writes };
  }

  costsSince(before: Costs): Costs {
    const now = this.costs();
    const sent = Object.entries(now.sent).map(([kind, count]) => [kind, count - (before.sent[kind] ?? 0)] as const);
    return {
      steps: now.steps - before.steps,
      sent: Object.fromEntries(sent.filter(([, count]) => count > 0)),
      bytes: now.bytes - before.bytes,
      writes: now.writes - before.writes,
    };
  }

  #strike(kind: string): void {
    this.faults[kind] = (this.faults[kind] ?? 0) + 1;
  }
}
