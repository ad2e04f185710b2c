/**
 * A role on top of another: a protocol takes the place of an object that the environment offered. What the upper role
 * invokes of the object is asked of the lower one, at the same node and in the same step, and what the lower one delivers
 * the upper one hears, with its position. Nothing changes in either of them.
 *
 * Together they are one part, which any host runs: one state, one record, the timers of both, those of the lower role
 * under the object's name. So they crash together, and no crash comes between a delivery and its hearing.
 *
 * @module
 */
import { type Deliver, delivered } from "./effect.ts";
import type { RecordParts } from "./landing.ts";
import type { Refusal } from "./refusal.ts";
import { hasSameFields } from "./same-fields.ts";
import { answered, changed, type Started, type StepResult } from "./step.ts";
import type {
  Addressed,
  AnyEffect,
  CommonEvent,
  Heard,
  Part,
  PartEffect,
  PartTypes,
  Request,
  System,
} from "./system.ts";
import { flawOf, hasFields } from "./taking-in.ts";

/** How a role takes the place of an object. A method, so that one of narrower operations can stand where any is wanted. */
export interface Stacking<Operation = unknown> {
  /** The object, as the upper role names it. */
  readonly object: string;
  /**
   * What the lower role is asked for when an operation is invoked. What it refuses is missed by the object, as its
   * contract allows; but if it was for a request of a user that the upper role invoked it, the request is refused.
   */
  requestsOf(operation: Operation): readonly Request[];
}

/** What is on disk: the record of each. */
export interface StackedRecord {
  readonly upper: unknown;
  readonly lower: unknown;
}

/** The state of both, and what is between them. */
export interface Stacked {
  readonly upper: unknown;
  readonly lower: unknown;
  /** What each has on disk, or on its way there. */
  readonly record: StackedRecord;
  /** Which of them has asked for a write since the start: only these wait for an answer of the disk. */
  readonly upperHasWritten: boolean;
  readonly lowerHasWritten: boolean;
  /** How many values the upper role has heard since the start. */
  readonly heard: number;
}

/** What the user of a stack meets is the upper role. */
export interface StackedTypes<Upper extends PartTypes> extends Pick<Upper, "request" | "told" | "status"> {
  readonly record: StackedRecord;
}

/**
 * The system in which each part of the upper one stands on the part of the lower one at the same node.
 *
 * @throws Error if a node has no part, or several, in one of the systems.
 */
export function stack<Upper extends PartTypes>(
  upper: System<Upper>,
  lower: System,
  stacking: Stacking,
): System<StackedTypes<Upper>> {
  const links = new Set(lower.links);
  return {
    parts: upper.parts.map((part) => {
      const [below, ...more] = lower.parts.filter(({ node }) => node === part.node);
      const above = upper.parts.filter(({ node }) => node === part.node);
      if (below === undefined || more.length > 0 || above.length > 1)
        throw new Error(`stack: the node ${part.node} must have one part above and one below`);
      return onTop(part, below, stacking);
    }),
    links: [...new Set([...lower.links, ...upper.links])],
    linkOf: (message: Addressed) => {
      const below = lower.linkOf(message);
      return links.has(below) ? below : upper.linkOf(message);
    },
    objects: (upper.objects ?? []).filter(({ name }) => name !== stacking.object),
  };
}

/** The upper role on top of the lower one, as one part with the upper one's name. */
export function onTop<Upper extends PartTypes>(
  upper: Part<unknown, Upper>,
  lower: Part,
  stacking: Stacking,
): Part<Stacked, StackedTypes<Upper>>;
// Within, nothing hangs on the types of the upper role.
export function onTop(upper: Part, lower: Part, stacking: Stacking): Part<Stacked, StackedTypes<PartTypes>> {
  const { name, instance, node, role, requests, objects = [], tellsFromTheStart, learns } = upper;
  const noRecord = { upper: upper.noRecord, lower: lower.noRecord };
  const recordParts: RecordParts = { of: { upper: upper.recordParts ?? [], lower: lower.recordParts ?? [] } };
  const roles = { upper, lower, stacking };
  return {
    ...{ name, instance, node, role, requests, noRecord, recordParts },
    objects: objects.filter((object) => object !== stacking.object),
    ...(tellsFromTheStart === undefined ? {} : { tellsFromTheStart }),
    ...(learns === undefined ? {} : { learns }),
    start: () => begun(roles, noRecord, upper.start(), lower.start()),
    recover: (record) => begun(roles, record, upper.recover(record.upper), lower.recover(record.lower)),
    step: (state, event) => step(roles, state, event),
    status: (state) => ({ ...lower.status?.(state.lower), is: role, ...upper.status?.(state.upper) }),
  };
}

interface Roles {
  readonly upper: Part;
  readonly lower: Part;
  readonly stacking: Stacking;
}

type Effects = readonly AnyEffect[];
type Given = CommonEvent | Request;

function begun(
  roles: Roles,
  record: StackedRecord,
  upper: Started<unknown, AnyEffect>,
  lower: Started<unknown, AnyEffect>,
): Started<Stacked, PartEffect<StackedTypes<PartTypes>>> {
  const nobody = { upperHasWritten: false, lowerHasWritten: false, heard: 0 };
  const work = new Work(roles, { upper: upper.state, lower: lower.state, record, ...nobody }, false);
  work.carryOutOfUpper(upper.effects);
  work.carryOutOfLower(lower.effects);
  work.finish();
  if (work.refusal !== undefined) throw new Error(`${roles.upper.name}: it cannot begin: ${work.refusal.because}`);
  return { state: work.state, effects: work.effects };
}

function step(roles: Roles, state: Stacked, event: Given): StepResult<Stacked, PartEffect<StackedTypes<PartTypes>>> {
  const work = new Work(roles, state, !isCommon(event));
  const refused = offered(roles, work, state, event);
  work.finish();
  const refusal = refused ?? work.refusal;
  if (refusal !== undefined) return { outcome: "refused", state, effects: [], refusal };
  return work.state === state ? answered(state, work.effects) : changed(work.state, work.effects);
}

/** Gives the event to whom it is for. @returns why it was refused, if it was */
function offered({ lower, stacking }: Roles, work: Work, state: Stacked, event: Given): Refusal | undefined {
  const prefix = `${stacking.object}.`;
  if (event.kind === "receive") {
    const refusal = work.giveLower(event);
    return refusal === undefined || work.giveUpper(event) === undefined ? undefined : refusal;
  }
  if ("record" in event) {
    const { record } = event;
    if (!isStackedRecord(record)) return { kind: "malformed", because: flawOf("record", record, "record of a stack") };
    return (
      (state.lowerHasWritten ? work.giveLower({ kind: "persisted", record: record.lower }) : undefined) ??
      (state.upperHasWritten ? work.giveUpper({ kind: "persisted", record: record.upper }) : undefined)
    );
  }
  if ("timer" in event && event.timer.startsWith(prefix))
    return work.giveLower({ kind: "timeout", timer: event.timer.slice(prefix.length) });
  if ("object" in event && event.object === stacking.object)
    return { kind: "impossible", because: `${lower.role} stands in the place of ${stacking.object}` };
  return work.giveUpper(event);
}

/** One step of both roles, while it is being taken. */
class Work {
  state: Stacked;
  readonly effects: AnyEffect<unknown, StackedRecord>[] = [];
  /** Why nothing of it can be. */
  refusal: Refusal | undefined;
  readonly #roles: Roles;
  /** What the upper role has invoked, as requests of the lower one. Some may come while these are asked. */
  readonly #asked: Request[] = [];
  /** Whether a user of the upper role has asked for it, and so hears if the lower one refuses. */
  readonly #isAsked: boolean;

  constructor(roles: Roles, state: Stacked, isAsked: boolean) {
    this.#roles = roles;
    this.state = state;
    this.#isAsked = isAsked;
  }

  giveUpper(event: Given): Refusal | undefined {
    const result = this.#roles.upper.step(this.state.upper, event);
    if (result.outcome === "refused") return result.refusal;
    this.#put({ upper: result.state });
    this.carryOutOfUpper(result.effects);
    return undefined;
  }

  giveLower(event: Given): Refusal | undefined {
    const result = this.#roles.lower.step(this.state.lower, event);
    if (result.outcome === "refused") return result.refusal;
    this.#put({ lower: result.state });
    this.carryOutOfLower(result.effects);
    return undefined;
  }

  carryOutOfUpper(effects: Effects): void {
    const { stacking } = this.#roles;
    for (const effect of effects) {
      if (effect.kind === "persist") this.#write({ ...this.state.record, upper: effect.record }, "upperHasWritten");
      else if (effect.kind === "invoke" && effect.object === stacking.object)
        this.#asked.push(...stacking.requestsOf(effect.operation));
      else this.effects.push(effect);
    }
  }

  carryOutOfLower(effects: Effects): void {
    const { object } = this.#roles.stacking;
    for (const effect of effects) {
      switch (effect.kind) {
        case "persist":
          this.#write({ ...this.state.record, lower: effect.record }, "lowerHasWritten");
          break;
        case "deliver":
          this.#hear(effect);
          break;
        case "reply":
          // What it replies at once is for whoever asks a log of its own; the upper role waits for the delivery.
          break;
        case "setTimer":
        case "cancelTimer":
          this.effects.push({ kind: effect.kind, timer: `${object}.${effect.timer}` });
          break;
        case "send":
        case "invoke":
          this.effects.push(effect);
          break;
      }
    }
  }

  /** Asks the lower role for what the upper one has invoked, now that what was begun is carried out. */
  finish(): void {
    for (const request of this.#asked) {
      const refusal = this.giveLower(request);
      if (this.#isAsked) this.refusal ??= refusal;
    }
  }

  /** What was delivered cannot be refused: then one of the two is not what the other takes it for, and nothing goes on. */
  #hear(telling: Deliver<unknown>): void {
    const { lower, stacking } = this.#roles;
    const values = lower.learns?.(telling) ?? delivered(telling);
    if (values.length === 0) return;
    const first = this.state.heard + 1;
    this.#put({ heard: this.state.heard + values.length });
    const heard: Heard = { kind: "heard", object: stacking.object, outcome: { first, values } };
    this.refusal ??= this.giveUpper(heard);
  }

  #write(record: StackedRecord, who: "upperHasWritten" | "lowerHasWritten"): void {
    this.#put({ record, [who]: true });
    this.effects.push({ kind: "persist", record });
  }

  #put(change: Partial<Stacked>): void {
    const after = { ...this.state, ...change };
    if (!hasSameFields(after, this.state)) this.state = after;
  }
}

function isCommon({ kind }: Given): boolean {
  return kind === "receive" || kind === "persisted" || kind === "timeout" || kind === "heard";
}

function isStackedRecord(candidate: unknown): candidate is StackedRecord {
  return hasFields(candidate) && "upper" in candidate && "lower" in candidate;
}
