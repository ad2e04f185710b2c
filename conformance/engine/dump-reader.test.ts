import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { compareGraphs } from "./compare.ts";
import { DumpError } from "./dump-error.ts";
import { readDump } from "./dump-reader.ts";
import { type DumpLine, dumpText, ids, toy, toyLines, toyState } from "./fixtures/toy.ts";
import { edgesFrom, type SpecGraph } from "./spec-graph.ts";
import { textOf } from "./tla-value.ts";

const small = 512;
const whole = Buffer.from(dumpText(toyLines));

function reader(context: TestContext): (dump: string | Uint8Array, chunk?: number) => SpecGraph {
  const file = join(temporaryFolder(context), "graph.dot");
  return (dump, chunk = small) => {
    writeFileSync(file, dump);
    return readDump(file, chunk);
  };
}

function stateTexts(graph: SpecGraph): readonly string[] {
  return Array.from({ length: graph.states.size }, (_, state) => {
    const numbers = new Uint32Array(graph.variables.length);
    graph.states.read(state, numbers);
    return graph.variables.map((name, i) => `${name} = ${textOf(graph.values.value(numbers[i] ?? 0))}`).join(", ");
  });
}

/** Everything that a graph says, whatever its states are numbered. */
function contents(graph: SpecGraph): readonly string[] {
  const states = stateTexts(graph);
  const edges = states.flatMap((from, state) =>
    edgesFrom(graph, state).map(({ action, target }) => `${from} --${action}-> ${states[target]}`),
  );
  return [...states, ...graph.initial.map((state) => `Init ${states[state]}`), ...edges].sort();
}

test("a dump gives its states, its initial state and its edges, each once and none to itself", (context) => {
  const graph = reader(context)(whole);
  const message = '[kind |-> "full", to |-> "n2"]';
  assert.deepEqual(graph.variables, ["count", "messages", "heard"]);
  const [zero, one, two, heard] = [
    'count = 0, messages = {}, heard = "no"',
    'count = 1, messages = {}, heard = "no"',
    `count = 2, messages = {${message}}, heard = "no"`,
    `count = 2, messages = {${message}}, heard = "yes"`,
  ];
  assert.deepEqual(
    contents(graph),
    [
      ...[zero, one, two, heard],
      `Init ${zero}`,
      `${zero} --Tick-> ${one}`,
      `${zero} --Skip-> ${one}`,
      `${one} --Tick-> ${two}`,
      `${two} --ReceiveFull-> ${heard}`,
    ].sort(),
  );
});

test("what TLC counts is counted: repeated edges and those that change nothing included", (context) => {
  assert.deepEqual(reader(context)(whole).counts, { states: 4, initial: 1, edgeLines: 6 });
});

test("ids that a double cannot tell apart are different states, with and without a sign", (context) => {
  assert.equal(new Set(ids.map(Number)).size, 2);
  assert.equal(reader(context)(whole).states.size, 4);
});

test("wherever the chunks of a file end, the graph is the same", (context) => {
  const read = reader(context);
  const expected = contents(read(whole));
  for (let chunk = 1; chunk <= 130; chunk++) assert.deepEqual(contents(read(whole, chunk)), expected);
  assert.deepEqual(contents(read(whole, whole.length)), expected);
  assert.deepEqual(contents(read(whole, 1 << 22)), expected);
});

/** As TLC 2.18 wrote them; the comments say what was in the module. */
const written: readonly (readonly [label: string, value: string])[] = [
  [String.raw`\"a\\\"b\"`, String.raw`"a\"b"`],
  [String.raw`\"a\\\\b\"`, String.raw`"a\\b"`],
  [String.raw`\"x -> y |-> z /\\\\ v = 3\"`, String.raw`"x -> y |-> z /\\ v = 3"`],
  [String.raw`\"tab\\there\\nnew\"`, String.raw`"tab\there\nnew"`],
  // A string with a line that looks like the next variable.
  [String.raw`\"x\\n/\\\\ v = 3\"`, String.raw`"x\n/\\ v = 3"`],
  [String.raw`{ [kind |-> \"a\"],\n  [kind |-> \"b\"] }`, '{[kind |-> "a"], [kind |-> "b"]}'],
  ["(1 :> a @@ 3 :> -2)", "(1 :> a @@ 3 :> -2)"],
  [String.raw`(\"d\" :> 2 @@ \"b c\" :> 1)`, '("b c" :> 1 @@ "d" :> 2)'],
  ["{{}, {5}, -2..1}", "{{-1, -2, 0, 1}, {5}, {}}"],
  ["<< >>", "<<>>"],
];

test("values are what they were in the module: quotes, backslashes, arrows, wrapped lines and intervals", (context) => {
  const read = reader(context);
  for (const [label, value] of written) {
    const line: DumpLine = { id: "1", values: `/\\\\ s = ${label}\\n/\\\\ v = a`, initial: true };
    assert.deepEqual(stateTexts(read(dumpText([line]))), [`s = ${value}, v = a`]);
  }
});

/** As TLC 2.18 wrote it of a specification with the one variable `s`. */
const ofOneVariable: readonly (readonly [label: string, value: string])[] = [
  ["3", "3"],
  [String.raw`\"s = 1\"`, '"s = 1"'],
  [String.raw`\"x\\n/\\\\ v = 3\"`, String.raw`"x\n/\\ v = 3"`],
  [String.raw`{ [kind |-> \"a\"],\n  [kind |-> \"b\"] }`, '{[kind |-> "a"], [kind |-> "b"]}'],
];

test("a specification of one variable has its value without a conjunction", (context) => {
  const read = reader(context);
  for (const [label, value] of ofOneVariable) {
    const graph = read(dumpText([{ id: "1", values: `s = ${label}`, initial: true }]));
    assert.deepEqual([graph.variables, stateTexts(graph)], [["s"], [`s = ${value}`]]);
  }
});

/**
 * As TLC has written since 2025: a shape for all states, the parameters of actions, and the values once more for those
 * who point at a state.
 */
const newer = [
  "strict digraph DiskGraph {",
  "node [shape=box,style=rounded]",
  "nodesep=0.35;",
  "subgraph cluster_graph {",
  'color="white";',
  '702527199751068234 [label="state = {}",style = filled]',
  String.raw`702527199751068234 -> 6388821743095850649 [label="Act(\"d\\\"1(\",1,(0 :> \"a\"))",color="black",fontcolor="black"];`,
  String.raw`6388821743095850649 [label="state = {<<\"d1\", 1>>}",tooltip="state = {<<\"d1\", 1>>}"];`,
  String.raw`702527199751068234 -> 6388821743095850649 [label="Act(\"d2\",1,(0 :> \"a\"))",color="black",fontcolor="black"];`,
  '702527199751068234 -> 6388821743095850649 [label="Other",color="black",fontcolor="black"];',
  "{rank = same; 702527199751068234;}",
  "}",
  "}",
].join("\n");

test("a newer TLC's dump is read: parameters are no part of an action's name", (context) => {
  const graph = reader(context)(newer);
  const [before, after] = ["state = {}", 'state = {<<"d1", 1>>}'];
  const edges = [`${before} --Act-> ${after}`, `${before} --Other-> ${after}`];
  assert.deepEqual(contents(graph), [before, after, `Init ${before}`, ...edges].sort());
  assert.deepEqual(graph.counts, { states: 2, initial: 1, edgeLines: 3 });
});

test("a newer TLC's dump that is cut off is an error, at whatever byte", (context) => {
  const read = reader(context);
  const bytes = Buffer.from(newer);
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => read(bytes.subarray(0, length)), DumpError, `the first ${length} bytes are taken for a dump`);
  }
});

test("a dump that is cut off is an error, at whatever byte", (context) => {
  const read = reader(context);
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => read(whole.subarray(0, length)), DumpError, `the first ${length} bytes are taken for a dump`);
  }
});

test("a dump of which a part is missing is an error, or differs in its counts or in the comparison", (context) => {
  const read = reader(context);
  for (let at = 0; at < toyLines.length; at++) {
    const rest = dumpText(toyLines.filter((_, i) => i !== at));
    const counts = countsOrError(() => read(rest));
    assert.notDeepEqual(counts, { states: 4, initial: 1, edgeLines: 6 });
  }
});

function countsOrError(read: () => SpecGraph): unknown {
  try {
    return read().counts;
  } catch (error) {
    assert.ok(error instanceof DumpError, String(error));
    return error.message;
  }
}

test("a damaged byte is an error, or a graph that counts or comparison tell from the right one", (context) => {
  const read = reader(context);
  const original = read(whole);
  const originalContents = contents(original);
  const subject = toy();
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const damaged = Buffer.from(whole);
      damaged[at] = byte;
      let graph: SpecGraph;
      try {
        graph = read(damaged);
      } catch (error) {
        assert.ok(error instanceof DumpError, String(error));
        return;
      }
      const isTold =
        JSON.stringify(graph.counts) !== JSON.stringify(original.counts) ||
        compareGraphs(subject, graph).mismatch !== undefined;
      // Bytes may be damaged that say nothing: the colour of an edge, the name of an action that leads nowhere else.
      if (!isTold) assert.deepEqual(contents(graph), originalContents, `byte ${at} was damaged unnoticed`);
    }),
    { numRuns: 4000 },
  );
});

const broken: Readonly<Record<string, readonly [dump: string, message: RegExp]>> = {
  "an empty file": ["", /cut off/],
  "another file": ["digraph {\n}", /does not begin like a dump/],
  "a dump without states": [dumpText([]), /no initial state/],
  "a dump without an initial state": [dumpText([toyState("1", 0, "no", false)]), /no initial state/],
  "an edge to a state without values": [
    dumpText([...toyLines, { from: ids[0], to: "77", action: "Tick" }]),
    /1 states have edges and no values/,
  ],
  "two states with the same values": [
    dumpText([...toyLines, toyState("77", 0, "no", false)]),
    /two of its states have the same values/,
  ],
  "a state with two values": [
    dumpText([...toyLines, toyState(ids[0], 7, "no", false)]),
    /values were different ones before/,
  ],
  "a state without one of the variables": [
    dumpText([...toyLines, { id: "77", values: "/\\\\ count = 3" }]),
    /without messages in its place/,
  ],
  "a state with a variable too many": [
    dumpText([...toyLines, { id: "77", values: `${toyState("77", 3, "no", false)}\\n/\\\\ more = 1` }]),
    /in its place|variable too many/,
  ],
  "a value that is none": [
    dumpText(toyLines).replace("count = 1", "count = [1"),
    /damaged in a value of count: expected '\|->'/,
  ],
  "an interval that would fill the memory": [
    dumpText(toyLines).replace("count = 1", "count = 1..99999999"),
    /damaged in a value of count: expected an interval/,
  ],
  "an id that is no number of 64 bits": [
    dumpText([...toyLines, toyState("12345678901234567890", 3, "no", false)]),
    /an id that is too long/,
  ],
  "an edge without an action": [`${dumpText(toyLines).slice(0, -4)}\n1 -> 2;\n}\n}`, /an edge without an action/],
  "an edge whose action has no name": [newer.replace('"Other"', '""'), /line 10: an edge whose action has no name/],
  "an action whose parameters are cut off": [
    newer.replace('a\\"))"', 'a\\" "'),
    /line 7: an edge whose action has no name/,
  ],
  "a state that a constraint leaves out": [
    newer.replace('1>>}"];', '1>>}",style = filled, fillcolor=lightyellow];'),
    /line 8: a state with an attribute that is not known/,
  ],
  "a state behind the end": [`${dumpText(toyLines)}\n1 [label="x"];`, /outside of the graph/],
  "something behind the end": [`${dumpText(toyLines)}\n}`, /more after the end/],
  "a line of something else": [dumpText(toyLines).replace("nodesep=0.35;", "nodesep"), /no line of a dump/],
};

for (const [what, [dump, message]] of Object.entries(broken)) {
  test(`${what} is an error that says so`, (context) => {
    assert.throws(() => reader(context)(dump), { name: "DumpError", message });
  });
}

test("a file that is not there is an error", () => {
  assert.throws(() => readDump("/nowhere/graph.dot"), { code: "ENOENT" });
});
