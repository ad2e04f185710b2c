/**
 * What is counted in a run.
 *
 * @module
 */
import type { LogEntry } from "../in-memory/log-entry.ts";
import type { Costs } from "./scenario.ts";

/** The kinds of log entries that are a step of a part. */
const stepKinds: ReadonlySet<string> = new Set(["received", "fired", "persisted", "requested"]);

export class Tally {
  steps = 0;
  /** How often any user was told something new. */
  told = 0;
  /** How often each fault has struck: planned ones, messages that were lost, and messages that came twice. */
  readonly faults: Record<string, number> = {};
  readonly #sent: Record<string, number> = {};
  #bytes = 0;
  #writes = 0;

  sent(kind: string, size: number): void {
    this.#sent[kind] = (this.#sent[kind] ?? 0) + 1;
    this.#bytes += size;
  }

  /** A fault has struck: a planned one, or a message was lost or came twice. */
  struck(kind: string): void {
    this.faults[kind] = (this.faults[kind] ?? 0) + 1;
  }

  count(entry: LogEntry): void {
    if (stepKinds.has(entry.kind)) this.steps++;
    if (entry.kind === "told") this.told++;
    if (entry.kind === "writing") this.#writes++;
    const isMishap = entry.kind === "duplicated" || (entry.kind === "lost" && entry.because === "network");
    if (isMishap) this.struck(entry.kind);
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
}
