/**
 * Values of the specifications in short, as the tables of the guide have them: what an entry, a place in a log or a
 * message says, with the names of its fields where they are needed.
 *
 * @module
 */
import { type TlaValue, textOf } from "../engine/tla-value.ts";

/** The fields of a record, by name. */
export type Fields = ReadonlyMap<string, TlaValue>;

/** In this order fields are named; those that are not here come last. */
const order = [
  "role",
  "epoch",
  "vote",
  "leader",
  "votes",
  "accepted",
  "log",
  "end",
  "after",
  "entries",
  "agreed",
  "match",
];

/** What every message has, and is said otherwise, or, as the transaction, by the whole table. */
const ofEveryMessage = ["kind", "from", "to", "transaction"];

/** The fields of a value that is a record, in their order; `undefined` if it is none. */
export function fieldsOf(value: TlaValue): Fields | undefined {
  if (value.kind !== "function" || value.pairs.length === 0) return undefined;
  const fields = value.pairs.flatMap(([key, field]) => (key.kind === "string" ? [[key.text, field] as const] : []));
  if (fields.length < value.pairs.length) return undefined;
  const rank = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return new Map(fields.sort(([one], [other]) => rank(one) - rank(other)));
}

/** A value for reading. */
export function phrase(value: TlaValue): string {
  switch (value.kind) {
    case "string":
      return value.text;
    case "set":
      return value.members.length === 0 ? "none" : value.members.map(phrase).sort().join(", ");
    case "function":
      return phraseOfFunction(value);
    case "model":
    case "integer":
    case "boolean":
      return textOf(value);
  }
}

/** Fields with their names, one after the other. */
export function phraseOfFields(fields: Iterable<readonly [name: string, value: TlaValue]>): string {
  return [...fields].map(([name, value]) => `${name} ${phrase(value)}`).join(", ");
}

/** Those fields that say something: not `None`, nor 0, nor an empty collection. */
export function tellingFields(fields: Fields): Fields {
  return new Map(
    [...fields].filter(([, value]) => !isNothing(value) && !(value.kind === "integer" && value.value === 0)),
  );
}

function phraseOfFunction(value: TlaValue & { readonly kind: "function" }): string {
  const fields = fieldsOf(value);
  if (fields !== undefined) return phraseOfRecord(fields);
  if (value.pairs.length === 0) return "nothing";
  if (value.pairs.every(([argument]) => argument.kind === "integer")) {
    return value.pairs.map(([, item]) => phrase(item)).join(" ");
  }
  const telling = value.pairs.filter(([, item]) => item.kind !== "integer" || item.value !== 0);
  return telling.map(([argument, item]) => `${phrase(argument)} ${phrase(item)}`).join(", ") || "none";
}

function phraseOfRecord(fields: Fields): string {
  const [kind, from, to] = [fields.get("kind"), fields.get("from"), fields.get("to")];
  if (kind !== undefined && from !== undefined && to !== undefined) {
    const contents = new Map(
      [...fields].filter(([name, value]) => !ofEveryMessage.includes(name) && !isNothing(value)),
    );
    const whole = `${phrase(kind)} ${phrase(from)} → ${phrase(to)}`;
    return contents.size === 0 ? whole : `${whole}: ${phraseOfFields(contents)}`;
  }
  return shortForm(fields) ?? (phraseOfFields(tellingFields(fields)) || "nothing");
}

/** An entry `1:a2`, its request `a2`, a place `3 of epoch 1`, and what was accepted, `v of epoch 1`. */
function shortForm(fields: Fields): string | undefined {
  const [epoch, request, position] = [fields.get("epoch"), fields.get("request"), fields.get("position")];
  const [client, number, value] = [fields.get("client"), fields.get("number"), fields.get("value")];
  if (fields.size !== 2) return undefined;
  if (client !== undefined && number !== undefined) return `${phrase(client)}${phrase(number)}`;
  if (epoch === undefined) return undefined;
  if (request !== undefined) return `${phrase(epoch)}:${isNothing(request) ? "open" : phrase(request)}`;
  const what = position ?? value;
  if (what === undefined) return undefined;
  return phrase(epoch) === "0" ? phrase(what) : `${phrase(what)} of epoch ${phrase(epoch)}`;
}

/** No value: `None`, an empty collection, or what was accepted where nothing was. */
function isNothing(value: TlaValue): boolean {
  if (value.kind === "model") return value.name === "None";
  if (value.kind === "set") return value.members.length === 0;
  if (value.kind !== "function") return false;
  const accepted = fieldsOf(value)?.get("value");
  return value.pairs.length === 0 || (accepted?.kind === "model" && accepted.name === "None");
}
