/**
 * A request by its text, which is what nodes propose and decide: two requests with the same text are one.
 *
 * @module
 */
import { type PlainData, plainDataIn } from "../../core/plain-data.ts";
import { Malformed, textIn } from "../../core/taking-in.ts";

/** A request, and its text. */
export interface Named {
  readonly text: string;
  readonly request: PlainData;
}

/** How many lists and records may stand in each other in a request. */
const depth = 100;

/** A copy of a request of a client. @throws Malformed */
export function namedIn(candidate: unknown, path: string, maxSize: number): Named {
  const request = plainDataIn(candidate, path, { size: maxSize, depth });
  const text = JSON.stringify(sorted(request));
  if (text.length > maxSize)
    throw new Malformed(path, candidate, `request whose text has at most ${maxSize} characters`);
  return { text, request };
}

/** The request of a text that was decided. @throws Malformed */
export function namedOf(candidate: unknown, path: string, maxSize: number): Named {
  const text = textIn(candidate, path, maxSize);
  try {
    const request: unknown = JSON.parse(text);
    return { text, request: plainDataIn(request, path, { size: Number.POSITIVE_INFINITY, depth }) };
  } catch {
    throw new Malformed(path, candidate, "text of a request");
  }
}

/** The fields of records in the order of their names, so that a request has one text, whoever asks for it. */
function sorted(data: PlainData): PlainData {
  if (typeof data !== "object" || data === null) return data;
  if (isList(data)) return data.map(sorted);
  const fields = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, value]) => [name, sorted(value)]));
}

function isList(data: object): data is readonly PlainData[] {
  return Array.isArray(data);
}
