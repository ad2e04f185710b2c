/** What users asked, as a variable that belongs to no node: seen by the explorer, its oracle and the properties. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { type Comparison, compareGraphs } from "./compare.ts";
import { readDump } from "./dump-reader.ts";
import { encoder } from "./encoder.ts";
import { everyFault } from "./environment.ts";
import { type DumpLine, dumpText, toy, toyMapping } from "./fixtures/toy.ts";
import type { Mapping } from "./mapping.ts";
import { foundByBoth } from "./oracle.ts";
import { checkProperties } from "./properties.ts";
import { type Subject, walkerOf } from "./subject.ts";
import { string, textOf } from "./tla-value.ts";
import { ValueTable } from "./value-table.ts";

type ElementsOf = NonNullable<Mapping["asked"]>["elementsOf"];

/** Who touches a counter asks for something, though the counter stays as it is. */
const touchesAndSkips: ElementsOf = ({ node }, { kind }) => (kind === "tick" ? [] : [`${kind} ${node}`]);

function mappingOf(elementsOf: ElementsOf): Mapping {
  const variables = { ...toyMapping.variables, wishes: 0 };
  return {
    ...toyMapping,
    variables,
    asked: { variables: ["wishes"], elementsOf, valueOf: (wish) => string(`${wish}`) },
  };
}

function askedToy(limit = 1, elementsOf: ElementsOf = touchesAndSkips): Subject {
  return { ...toy(limit), mapping: mappingOf(elementsOf) };
}

const touch = "touch n1";
const skip = "skip n1";

function state(count: number, heard: "no" | "yes", ...wishes: readonly string[]): DumpLine & { id: string } {
  const sent = count === 0 ? "{}" : '{[kind |-> \\"full\\", to |-> \\"n2\\"]}';
  const members = wishes.map((wish) => `\\"${wish}\\"`).join(", ");
  const values = [`count = ${count}`, `messages = ${sent}`, `heard = \\"${heard}\\"`, `wishes = {${members}}`];
  return { id: idOf(count, heard, wishes), values: values.map((value) => `/\\\\ ${value}`).join("\\n") };
}

function idOf(count: number, heard: "no" | "yes", wishes: readonly string[]): string {
  return `${1 + count}${heard.length}${wishes.reduce((sum, wish) => sum + wish.length, 0)}`;
}

function edge(from: { id: string }, action: string, to: { id: string }): DumpLine {
  return { from: from.id, to: to.id, action };
}

function lines(): readonly DumpLine[] {
  const before = [state(0, "no"), state(0, "no", touch)] as const;
  const full = [state(1, "no"), state(1, "no", touch), state(1, "no", skip), state(1, "no", skip, touch)] as const;
  const heard = [state(1, "yes"), state(1, "yes", touch), state(1, "yes", skip), state(1, "yes", skip, touch)] as const;
  return [
    { ...before[0], initial: true },
    before[1],
    ...full,
    ...heard,
    edge(before[0], "Touch", before[1]),
    ...[before[0], before[1]].map((from, i) => edge(from, "Tick", full[i === 0 ? 0 : 1])),
    ...[before[0], before[1]].map((from, i) => edge(from, "Skip", full[i === 0 ? 2 : 3])),
    ...[full, heard].flatMap((row) => [edge(row[0], "Touch", row[1]), edge(row[2], "Touch", row[3])]),
    ...full.map((from, i) => edge(from, "ReceiveFull", heard[i] ?? from)),
  ];
}

function compared(context: TestContext, dump: readonly DumpLine[], subject: Subject): Comparison {
  const file = join(temporaryFolder(context), "graph.dot");
  writeFileSync(file, dumpText(dump));
  return compareGraphs(subject, readDump(file));
}

test("what was asked is a variable, and a step that changes nothing else is an edge", (context) => {
  assert.deepEqual(compared(context, lines(), askedToy()), { states: 10, matched: 13, mismatch: undefined });
});

test("a request that is not counted as asked is a difference", (context) => {
  const { mismatch } = compared(
    context,
    lines(),
    askedToy(1, () => []),
  );
  assert.equal(mismatch?.summary, "both take, to different states, Skip; only the specification takes Touch");
});

test("what was asked must be told apart in the specification", (context) => {
  const alike = lines().filter((line) => !("action" in line && line.action === "Tick"));
  const skipsAndTicks: ElementsOf = (part, request) =>
    request.kind === "tick" ? [{}] : touchesAndSkips(part, request);
  const textIn = (wish: unknown): string => (typeof wish === "string" ? wish : skip);
  const subject = askedToy(1, skipsAndTicks);
  const asked = { variables: ["wishes"], elementsOf: skipsAndTicks, valueOf: (wish: unknown) => string(textIn(wish)) };
  const { mismatch } = compared(context, alike, { ...subject, mapping: { ...subject.mapping, asked } });
  assert.equal(mismatch?.kind, "encoding");
  assert.match(mismatch?.summary ?? "", /they differ in what was asked$/);
});

test("the explorer finds what a plain search finds, with crashes, which do not take back what was asked", () => {
  const subject = { ...askedToy(2), environment: { ...everyFault, mayLose: () => true } };
  const { states, edges } = foundByBoth(subject);
  const withoutWishes = foundByBoth({ ...subject, mapping: toyMapping });
  assert.ok(states > 2 * withoutWishes.states && edges > 2 * withoutWishes.edges, `${states} states, ${edges} edges`);
});

test("a request that is refused, or meets a node that is down, was not asked", () => {
  const subject = askedToy(1, (_, { kind }) => [kind]);
  const walker = walkerOf({ ...subject, environment: { ...everyFault, mayRestart: () => false } });
  const actions = (state: Uint32Array): readonly (readonly [string, readonly unknown[]])[] => {
    const found: [string, readonly unknown[]][] = [];
    walker.expand(state, (action, after) => {
      found.push([walker.actions.value(action), walker.askedNumbered(after[walker.askedSlot ?? 0] ?? 0)]);
    });
    return found;
  };
  const after = (state: Uint32Array, wanted: string): Uint32Array => {
    let reached = state;
    walker.expand(state, (action, next) => {
      if (walker.actions.value(action) === wanted && reached === state) reached = next.slice();
    });
    return reached;
  };
  const full = after(walker.initial(), "Tick");
  assert.deepEqual(actions(full), [
    ["Touch", ["tick", "touch"]],
    ["ReceiveFull", ["tick"]],
    ["Crash", ["tick"]],
    ["Crash", ["tick"]],
  ]);
  assert.deepEqual(actions(after(after(full, "Crash"), "Crash")), []);
});

test("the values of what was asked are a set of the specification", () => {
  const subject = askedToy();
  const walker = walkerOf(subject);
  const values = new ValueTable();
  const encode = encoder(walker, subject.mapping, values, ["wishes"]);
  const seen = new Set<string>();
  walker.expand(walker.initial(), (_, after) => seen.add(textOf(values.value(encode(after)[0] ?? 0))));
  assert.deepEqual(seen, new Set(["{}", '{"skip n1"}', '{"touch n1"}']));
});

test("what was asked may be shared out over several variables", () => {
  const subject = askedToy();
  const { asked } = subject.mapping;
  assert.ok(asked !== undefined);
  const isSkip = (wish: unknown): boolean => wish === skip;
  const mapping: Mapping = {
    ...subject.mapping,
    asked: { ...asked, variables: ["wishes", "skips"], variableOf: (wish) => (isSkip(wish) ? "skips" : "wishes") },
  };
  const walker = walkerOf({ ...subject, mapping });
  const values = new ValueTable();
  const encode = encoder(walker, mapping, values, ["wishes", "skips"]);
  const seen = new Set<string>();
  walker.expand(walker.initial(), (_, after) => {
    seen.add([...encode(after)].map((value) => textOf(values.value(value))).join(" "));
  });
  assert.deepEqual(seen, new Set(["{} {}", '{} {"skip n1"}', '{"touch n1"} {}']));
});

test("the properties hear of what was asked", () => {
  const { violation } = checkProperties(
    walkerOf(askedToy(2)),
    {
      factOf: ({ role }, { role: state }) => (role === "counter" ? state : 0),
      violated: ([count], asked) => (count === 2 && asked.length === 2 ? "NeverBoth" : undefined),
      isDone: () => true,
    },
    100,
    () => {},
  );
  assert.equal(violation?.property, "NeverBoth");
  assert.equal(violation?.path.length, 4);
});
