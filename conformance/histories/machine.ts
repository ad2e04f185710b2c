/**
 * Any sequential object as a machine on a log: each node applies what the log tells it, in its order, and answers whoever
 * waits. It is the replicated counter with another object in it, and is compared with no specification: it is here so that
 * histories of every object can be recorded.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { PlainData } from "../../src/core/plain-data.ts";
import { nameOfIdentity } from "../../src/core/request-identity.ts";
import { answered, changed, refused, type StepResult } from "../../src/core/step.ts";
import type { AnyEffect, Part, Request, System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { sharedLog } from "../../src/environment/shared-log.ts";
import type { SequentialObject } from "../../src/linearizable-storage/histories/sequential-object.ts";
import type { Answer } from "./recorded.ts";

/** What a client asks for, as the log carries it. */
export interface MachineRequest {
  readonly client: string;
  readonly number: number;
  readonly value: unknown;
}

/** What a node can do wrong. */
export type MachineMistake =
  /** Answers reads with what it has heard itself. */
  | "readsItsOwn"
  /** Answers as soon as it is asked, as if nobody else asked for anything. */
  | "doesNotWait"
  /** Takes what a client asks for again, at another node, for something new. */
  | "takesAgain";

interface MachineState {
  /** By key. */
  readonly held: ReadonlyMap<string, PlainData>;
  readonly answers: ReadonlyMap<string, Answer<unknown>>;
  readonly waiting: readonly MachineRequest[];
}

type Inside = SequentialObject;
type Result = StepResult<MachineState, AnyEffect>;

/** The request by which a client asks a node for an operation. */
export function machineRequest(value: unknown, client: string, number: number): Request {
  const request: MachineRequest = { client, number, value };
  return Object.assign({ kind: "ask" }, { request });
}

/** The system of these nodes, on a log that is an object of the environment. */
export function machine(nodes: readonly NodeId[], object: Inside, mistake?: MachineMistake): System {
  return {
    parts: nodes.map((node) => machinePart(node, object, mistake)),
    links: [],
    linkOf: () => "none",
    objects: [sharedLog("log", nodes)],
  };
}

const empty: MachineState = { held: new Map(), answers: new Map(), waiting: [] };
const started = { state: empty, effects: [] };

function machinePart(node: NodeId, object: Inside, mistake: MachineMistake | undefined): Part<MachineState> {
  const place = { name: node, instance: "machine", node, role: "machine" };
  return {
    ...{ ...place, requests: [machineRequest(null, "", 1)], noRecord: null, objects: ["log"] },
    learns: (telling) => (telling.kind === "reply" ? [telling.value] : []),
    start: () => started,
    recover: () => started,
    step: (state, event) => {
      if (event.kind === "timeout") return asking(state, state.waiting);
      if ("outcome" in event) return hear(state, requestsIn(event.outcome), object);
      if (!("request" in event && isRequest(event.request)))
        return refused(state, "malformed", `a machine does not understand ${event.kind}`);
      const { request } = event;
      if (mistake !== "takesAgain") return ask(state, request, object, mistake);
      return ask(state, { ...request, client: `${request.client}@${node}` }, object, mistake);
    },
  };
}

function ask(
  state: MachineState,
  request: MachineRequest,
  object: Inside,
  mistake: MachineMistake | undefined,
): Result {
  const known = state.answers.get(nameOfIdentity(request));
  if (known !== undefined) return answered(state, [{ kind: "reply", value: known }]);
  const isRead = object.isRead?.(request.value) === true;
  if (mistake === "doesNotWait" || (mistake === "readsItsOwn" && isRead)) {
    const reply: AnyEffect = { kind: "reply", value: applied(state.held, request, object).answer };
    return answered(state, isRead ? [reply] : [reply, broadcasting([request])]);
  }
  const isWaiting = state.waiting.some((other) => nameOfIdentity(other) === nameOfIdentity(request));
  return asking(isWaiting ? state : { ...state, waiting: [...state.waiting, request] }, [request]);
}

function asking(state: MachineState, requests: readonly MachineRequest[]): Result {
  if (requests.length === 0) return answered(state, []);
  return changed(state, [broadcasting(requests), { kind: "setTimer", timer: "askAgain" }]);
}

function broadcasting(broadcast: readonly MachineRequest[]): AnyEffect {
  return { kind: "invoke", object: "log", operation: { broadcast } };
}

function hear(state: MachineState, requests: readonly MachineRequest[], object: Inside): Result {
  const held = new Map(state.held);
  const answers = new Map(state.answers);
  for (const request of requests) {
    const { key, after, answer } = applied(held, request, object);
    held.set(key, after);
    answers.set(nameOfIdentity(request), answer);
  }
  const waiting = state.waiting.filter((request) => !answers.has(nameOfIdentity(request)));
  const replies = state.waiting.flatMap((request): AnyEffect[] => {
    const value = answers.get(nameOfIdentity(request));
    return value === undefined ? [] : [{ kind: "reply", value }];
  });
  return changed({ held, answers, waiting }, replies);
}

function applied(held: MachineState["held"], { client, number, value }: MachineRequest, object: Inside) {
  const key = object.keyOf?.(value) ?? "";
  const { state, outcome } = object.apply(held.get(key) ?? object.initial, value);
  // Of a client that was taken for several.
  const answer: Answer<unknown> = { client: client.replace(/@.*$/, ""), number, outcome };
  return { key, after: state, answer };
}

function requestsIn(outcome: unknown): readonly MachineRequest[] {
  return hasFields(outcome) && Array.isArray(outcome.values) ? outcome.values.filter(isRequest) : [];
}

function isRequest(candidate: unknown): candidate is MachineRequest {
  return hasFields(candidate) && "client" in candidate && "number" in candidate && "value" in candidate;
}
