/**
 * Reads the graph that TLC writes with `-dump dot,actionlabels`.
 *
 * The file is read in chunks and never held whole. A line is a state (an id and a label), an edge (two ids and the name
 * of an action) or decoration. An edge comes before its new target; states are numbered as their ids appear.
 *
 * @module
 */
import { closeSync, openSync, readSync } from "node:fs";
import { DumpError } from "./dump-error.ts";
import { actionEnd, type DumpedVariable, labelEnd, valueEnd, variablesIn } from "./dump-label.ts";
import type { SpecGraph } from "./spec-graph.ts";
import { TextTable } from "./text-table.ts";
import { TupleTable } from "./tuple-table.ts";
import { ValueTable } from "./value-table.ts";

const CHUNK = 1 << 22;
const NEWLINE = 10;
const MINUS = 45;
const HEADER = "strict digraph DiskGraph {";
const TOOLTIP = '",tooltip="';
const DECORATION = /^(nodesep=\S+;|node \[[\w=,]+\]|color="\w+";|\{rank = same; [-\d;]*\})$/;
/** 64 bits have at most 19 digits. */
const LONGEST_ID = 19;

/**
 * Reads a dump.
 *
 * @param chunk - how many bytes are read at a time; any number gives the same graph
 * @throws DumpError if the file is cut off, corrupt, or no dump.
 */
export function readDump(file: string, chunk: number = CHUNK): SpecGraph {
  const graph = new DumpedGraph();
  const descriptor = openSync(file, "r");
  try {
    forEachLine(descriptor, chunk, (bytes, from, to) => graph.line(bytes, from, to));
  } finally {
    closeSync(descriptor);
  }
  return graph.finish();
}

type OnLine = (bytes: Buffer, from: number, to: number) => void;

function forEachLine(descriptor: number, chunk: number, onLine: OnLine): void {
  let buffer = Buffer.allocUnsafe(2 * chunk);
  let kept = 0;
  for (;;) {
    if (buffer.length - kept < chunk) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    const read = readSync(descriptor, buffer, kept, chunk, null);
    const end = kept + read;
    let from = 0;
    // What lies behind the end is left from an earlier chunk.
    for (let to = buffer.indexOf(NEWLINE, from); to >= 0 && to < end; to = buffer.indexOf(NEWLINE, from)) {
      onLine(buffer, from, to);
      from = to + 1;
    }
    if (read === 0) {
      if (from < end) onLine(buffer, from, end);
      return;
    }
    buffer.copy(buffer, 0, from, end);
    kept = end - from;
  }
}

/** A graph in the making. */
class DumpedGraph {
  readonly #ids = new TupleTable(3);
  readonly #values = new ValueTable();
  readonly #states: number[] = [];
  readonly #initial: number[] = [];
  readonly #actions: string[] = [];
  readonly #actionTexts = new TextTable();
  #variables: readonly DumpedVariable[] = [];
  #tuples: TupleTable | undefined;
  #lines = 0;
  #labels = 0;
  #edges = 0;
  #sources = new Uint32Array(1 << 16);
  #targets = new Uint32Array(1 << 16);
  #edgeActions = new Uint16Array(1 << 16);
  /** Braces that are open: the file's own, and the one around the states. */
  #open = 0;
  // Where the last number, name or label ended.
  #at = 0;
  readonly #id = new Uint32Array(3);

  line(bytes: Buffer, from: number, to: number): void {
    this.#lines++;
    if (this.#lines === 1) {
      if (bytes.toString("latin1", from, to).trim() !== HEADER) this.#fail("it does not begin like a dump of TLC");
      this.#open = 1;
      return;
    }
    const first = bytes[from] ?? 0;
    if (first === MINUS || (first >= 48 && first <= 57)) this.#stateOrEdge(bytes, from, to);
    else this.#decoration(bytes.toString("latin1", from, to));
  }

  finish(): SpecGraph {
    if (this.#lines === 0 || this.#open > 0) this.#fail("it is cut off: the end is missing");
    const states = this.#tuples;
    if (states === undefined || this.#initial.length === 0) this.#fail("it has no initial state");
    if (this.#labels !== this.#ids.size) this.#fail(`${this.#ids.size - this.#labels} states have edges and no values`);
    if (states.size !== this.#labels) this.#fail("two of its states have the same values");
    const counts = { states: this.#labels, initial: this.#initial.length, edgeLines: this.#edges };
    return {
      variables: this.#variables.map((variable) => variable.name),
      values: this.#values,
      states,
      initial: this.#initial.map((node) => this.#stateOf(node)),
      actions: this.#actions,
      ...this.#rows(states.size),
      counts,
    };
  }

  #stateOrEdge(bytes: Buffer, from: number, to: number): void {
    if (this.#open !== 2) this.#fail("a state or an edge outside of the graph");
    const node = this.#node(bytes, from);
    if (matches(bytes, this.#at, ' [label="')) this.#state(node, bytes, this.#at + 9, to);
    else if (matches(bytes, this.#at, " -> ")) this.#edge(node, bytes, this.#at + 4, to);
    else this.#fail("neither a state nor an edge");
  }

  #edge(source: number, bytes: Buffer, from: number, to: number): void {
    const target = this.#node(bytes, from);
    if (!matches(bytes, this.#at, ' [label="')) this.#fail("an edge without an action");
    const start = this.#at + 9;
    const end = labelEnd(bytes, start, to);
    if (end < 0) this.#fail("an edge whose action is cut off");
    const nameEnd = actionEnd(bytes, start, end);
    if (nameEnd < 0) this.#fail("an edge whose action has no name");
    const before = this.#actionTexts.size;
    const action = this.#actionTexts.intern(bytes, start, nameEnd);
    if (action === before) this.#actions.push(bytes.toString("utf8", start, nameEnd));
    const edge = this.#edges++;
    if (edge === this.#sources.length) this.#growEdges();
    this.#sources[edge] = source;
    this.#targets[edge] = target;
    this.#edgeActions[edge] = action;
  }

  #growEdges(): void {
    this.#sources = doubled(this.#sources, new Uint32Array(this.#sources.length * 2));
    this.#targets = doubled(this.#targets, new Uint32Array(this.#targets.length * 2));
    this.#edgeActions = doubled(this.#edgeActions, new Uint16Array(this.#edgeActions.length * 2));
  }

  #state(node: number, bytes: Buffer, from: number, to: number): void {
    const end = labelEnd(bytes, from, to);
    if (end < 0) this.#fail("a state whose values are cut off");
    if (this.#tuples === undefined) {
      this.#variables = variablesIn(bytes.toString("utf8", from, end), this.#values);
      if (this.#variables.length === 0) this.#fail("a state without variables");
      this.#tuples = new TupleTable(this.#variables.length);
    }
    const tuple = this.#tuples.intern(this.#valuesIn(bytes, from, end));
    const known = this.#states[node];
    if (known === tuple) return;
    if (known !== undefined) this.#fail("a state whose values were different ones before");
    this.#states[node] = tuple;
    this.#labels++;
    if (this.#isInitial(bytes, end, to)) this.#initial.push(node);
  }

  /** What follows the values: of an initial state its style, of another one perhaps the values again. */
  #isInitial(bytes: Buffer, end: number, to: number): boolean {
    if (isRest(bytes, end, to, '",style = filled]')) return true;
    const last = matches(bytes, end, TOOLTIP) ? labelEnd(bytes, end + TOOLTIP.length, to) : end;
    if (!isRest(bytes, last, to, '"];')) this.#fail("a state with an attribute that is not known");
    return false;
  }

  /** The variables stand in the same order in every state, with `\n` between them. */
  #valuesIn(bytes: Buffer, from: number, end: number): number[] {
    const numbers: number[] = [];
    let at = from;
    for (const variable of this.#variables) {
      if (!matches(bytes, at, variable.prefix)) this.#fail(`a state without ${variable.name} in its place`);
      at += variable.prefix.length;
      const next = valueEnd(bytes, at, end);
      numbers.push(variable.number(bytes, at, next));
      at = next + 2;
    }
    if (at !== end + 2) this.#fail("a state with a variable too many");
    return numbers;
  }

  /** The number of the node whose id begins at `from`. Ids have 64 bits, which is more than a number can tell apart. */
  #node(bytes: Buffer, from: number): number {
    let at = from;
    const sign = bytes[at] === MINUS ? 1 : 0;
    at += sign;
    const id = this.#id;
    id.fill(0);
    let digits = 0;
    for (let digit = (bytes[at] ?? 0) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - 48) {
      const limb = Math.floor(digits / 7);
      id[limb] = (id[limb] ?? 0) * 10 + digit;
      digits++;
    }
    if (digits === 0) this.#fail("a state without an id");
    if (digits > LONGEST_ID) this.#fail("an id that is too long");
    // The length and the sign make ids with leading zeros in a limb different.
    id[2] = (id[2] ?? 0) * 64 + digits * 2 + sign;
    this.#at = at;
    return this.#ids.intern(id);
  }

  #decoration(line: string): void {
    const text = line.trim();
    if (text === "") return;
    if (this.#open === 0) this.#fail("more after the end");
    if (text === "}") this.#open--;
    else if (/^subgraph \w+ \{$/.test(text)) this.#open++;
    else if (!DECORATION.test(text)) this.#fail("no line of a dump");
  }

  #stateOf(node: number): number {
    return this.#states[node] ?? this.#fail("an edge to a state without values");
  }

  /** Sorts the edges by their source, drops self-loops and repetitions. */
  #rows(states: number): { edgeStarts: Uint32Array; edges: Float64Array } {
    const starts = new Uint32Array(states + 1);
    for (let i = 0; i < this.#edges; i++) {
      const source = this.#stateOf(this.#sources[i] ?? 0);
      starts[source + 1] = (starts[source + 1] ?? 0) + 1;
    }
    for (let state = 0; state < states; state++) starts[state + 1] = (starts[state + 1] ?? 0) + (starts[state] ?? 0);
    const all = new Float64Array(this.#edges);
    const filled = starts.slice();
    for (let i = 0; i < this.#edges; i++) {
      const source = this.#stateOf(this.#sources[i] ?? 0);
      const target = this.#stateOf(this.#targets[i] ?? 0);
      const place = filled[source] ?? 0;
      all[place] = (this.#edgeActions[i] ?? 0) * states + target;
      filled[source] = place + 1;
    }
    return withoutRepetitions(all, starts, states);
  }

  #fail(what: string): never {
    throw new DumpError(`the dump is damaged at line ${this.#lines}: ${what}`);
  }
}

function withoutRepetitions(
  all: Float64Array,
  starts: Uint32Array,
  states: number,
): { edgeStarts: Uint32Array; edges: Float64Array } {
  const edgeStarts = new Uint32Array(states + 1);
  const edges = new Float64Array(all.length);
  let used = 0;
  for (let state = 0; state < states; state++) {
    edgeStarts[state] = used;
    const row = all.subarray(starts[state], starts[state + 1]).sort();
    let last = -1;
    for (const edge of row) {
      if (edge !== last && edge % states !== state) edges[used++] = edge;
      last = edge;
    }
  }
  edgeStarts[states] = used;
  return { edgeStarts, edges: edges.slice(0, used) };
}

function matches(bytes: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isRest(bytes: Buffer, at: number, to: number, text: string): boolean {
  return at >= 0 && at + text.length === to && matches(bytes, at, text);
}

function doubled<T extends Uint32Array | Uint16Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
