/**
 * Which event is which action: the actions of a description, found by what comes.
 *
 * @module
 */
import type { Description, MessageIn, Outcome, OutcomeIn, RequestIn, RoleTypes } from "./description.ts";
import type { Addressed, CommonEvent, Request } from "./system.ts";

/** An action, whatever it is about. It is given no events but its own. */
export interface NamedAction {
  readonly name: string;
  step(state: object, given: unknown): Outcome<RoleTypes>;
}

/** What is done with a message or a request: how it is taken in, and the action that follows. */
export interface Intake<In> {
  readonly take: In;
  readonly action: NamedAction;
}

export interface ActionTable {
  /** By the kind of the message. */
  readonly messages: ReadonlyMap<unknown, Intake<MessageIn<object, Addressed>>>;
  /** By the kind of the request. */
  readonly requests: ReadonlyMap<unknown, Intake<RequestIn<object, Request>>>;
  readonly timers: ReadonlyMap<unknown, NamedAction>;
  /** By the name of the object from which something is heard. */
  readonly objects: ReadonlyMap<unknown, Intake<OutcomeIn<object, unknown>>>;
  /** By the status of the node when everything is durable. */
  readonly durable: ReadonlyMap<unknown, NamedAction>;
}

/** The kinds of things that an action can be about. */
type Subject = "message" | "request" | "timer" | "object" | "durable";

/**
 * The actions of a description.
 *
 * @throws Error if a message, a request or an object has no action, or if two actions are about one event.
 */
export function actionTable(description: Description<RoleTypes>): ActionTable {
  const about = (subject: Subject): Map<string, NamedAction> => actionsAbout(description, subject);
  return {
    messages: intakes(description.messages, about("message")),
    requests: intakes(description.requests, about("request")),
    timers: about("timer"),
    objects: intakes(description.objects ?? {}, about("object")),
    durable: about("durable"),
  };
}

/** The action that an event is for a node of this status, if it is one. */
export function actionFor(table: ActionTable, status: string, event: CommonEvent | Request): NamedAction | undefined {
  const field = (name: string): unknown => Reflect.get(event, name);
  // By its kind: a request may have any fields.
  switch (event.kind) {
    case "receive":
      return table.messages.get(Reflect.get(Object(field("message")), "kind"))?.action;
    case "heard":
      return table.objects.get(field("object"))?.action;
    case "persisted":
      return table.durable.get(status);
    case "timeout":
      return table.timers.get(field("timer"));
    default:
      return table.requests.get(event.kind)?.action;
  }
}

function actionsAbout({ name, actions }: Description<RoleTypes>, subject: Subject): Map<string, NamedAction> {
  const found = new Map<string, NamedAction>();
  for (const [action, about] of Object.entries(actions)) {
    for (const event of [Reflect.get(about, subject)].flat()) {
      if (typeof event !== "string") continue;
      if (found.has(event)) throw new Error(`${name}: two actions for the ${subject} ${event}`);
      found.set(event, { ...about, name: action });
    }
  }
  return found;
}

function intakes<In>(
  takes: Readonly<Record<string, In>>,
  actions: ReadonlyMap<string, NamedAction>,
): Map<string, Intake<In>> {
  return new Map(
    Object.entries(takes).map(([kind, take]) => {
      const action = actions.get(kind);
      if (action === undefined) throw new Error(`no action for ${kind}`);
      return [kind, { take, action }];
    }),
  );
}
