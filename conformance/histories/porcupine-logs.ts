/**
 * The histories that Porcupine's own tests judge: etcd under Jepsen, and a key-value store.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call } from "../../src/linearizable-storage/histories/history.ts";
import { SetupError } from "../setup-error.ts";
import type { Case, Opinion } from "./porcupine.ts";

/** A history, and what Porcupine's tests say of it. */
export interface JudgedCase extends Case {
  readonly name: string;
  readonly expected: Opinion;
}

/** @param folder - of Porcupine's module */
export function porcupineLogs(folder: string): readonly JudgedCase[] {
  return [...etcdLogs(folder), ...storeLogs(folder)];
}

function etcdLogs(folder: string): readonly JudgedCase[] {
  const tests = readFileSync(join(folder, "porcupine_test.go"), "utf8");
  return [...tests.matchAll(/^\tcheckJepsen\(t, (\d+), (true|false)\)$/gm)].map(([, number = "", isRight]) => {
    const name = `etcd_${number.padStart(3, "0")}.log`;
    const lines = linesOf(join(folder, "test_data", "jepsen", name));
    return { name, object: "register", history: historyOf(lines, etcdEvent), expected: opinionIf(isRight === "true") };
  });
}

function storeLogs(folder: string): readonly JudgedCase[] {
  const logs = join(folder, "test_data", "kv");
  return readdirSync(logs)
    .sort()
    .map((name) => {
      const history = historyOf(linesOf(join(logs, name)), storeEvent);
      return { name, object: "store", history, expected: opinionIf(name.endsWith("-ok.txt")) };
    });
}

function opinionIf(isRight: boolean): Opinion {
  return isRight ? "linearizable" : "notLinearizable";
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8").split("\n");
}

/** Something that a client did or heard. */
type LogEvent =
  | { readonly client: string; readonly operation: object }
  | { readonly client: string; readonly outcome: unknown }
  /** It hears nothing, and goes on: its operation stays open. */
  | { readonly client: string };

/** The times are the numbers of the lines. */
function historyOf(lines: readonly string[], eventOf: (line: string) => LogEvent | undefined): readonly Call[] {
  const calls: Call[] = [];
  const asking = new Map<string, Call>();
  for (const [at, line] of lines.entries()) {
    const event = eventOf(line);
    if (event === undefined) continue;
    const { client } = event;
    const open = asking.get(client);
    if ("operation" in event) {
      if (open !== undefined) throw new SetupError(`line ${at}: ${client} has an operation already`);
      asking.set(client, { client, operation: event.operation, invoked: at });
      continue;
    }
    if (open === undefined) throw new SetupError(`line ${at}: ${client} has no operation`);
    asking.delete(client);
    calls.push("outcome" in event ? { ...open, returned: { at, outcome: event.outcome } } : open);
  }
  return [...calls, ...asking.values()];
}

/** `INFO  jepsen.util - 2	:invoke	:cas	[3 0]`, and what there is beside that. */
function etcdEvent(line: string): LogEvent | undefined {
  const [, client = "", what, kind, value = ""] =
    /^INFO\s+jepsen\.util\s+-\s+(\d+)\s+:(invoke|ok|fail)\s+:(read|write|cas)\s+(.*)$/.exec(line) ?? [];
  if (what === undefined) return undefined;
  const [first = Number.NaN, second = Number.NaN] = value.replace(/[[\]]/g, "").split(" ").map(Number);
  if (what === "invoke") {
    if (kind === "read") return { client, operation: { kind: "read" } };
    if (kind === "write") return { client, operation: { kind: "write", value: first } };
    return { client, operation: { kind: "compareAndSet", expected: first, new: second } };
  }
  if (kind === "cas") return { client, outcome: what === "ok" };
  if (what === "fail") return { client };
  return { client, outcome: kind === "write" || value === "nil" ? null : first };
}

/** `{:process 1, :type :invoke, :f :append, :key "9", :value "x 2 0 y"}` */
function storeEvent(line: string): LogEvent | undefined {
  const [, client = "", what, kind, key = "", value = ""] =
    /^{:process (\d+), :type :(invoke|ok), :f :(get|put|append), :key "(.*)", :value (?:nil|"(.*)")}$/.exec(line) ?? [];
  if (what === undefined) return undefined;
  if (what === "ok") return { client, outcome: kind === "get" ? value : null };
  return { client, operation: kind === "get" ? { kind, key } : { kind, key, value } };
}
