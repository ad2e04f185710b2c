import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessageReader, type TlcItem } from "./messages.ts";

const stream = `@!@!@STARTMSG 2220:0 @!@!@
Starting SANY...
@!@!@ENDMSG 2220 @!@!@
Parsing file C.tla

@!@!@STARTMSG 2110:1 @!@!@
Invariant Small is violated.
@!@!@ENDMSG 2110 @!@!@
`;

const items: readonly TlcItem[] = [
  { kind: "message", code: 2220, class: 0, text: "Starting SANY..." },
  { kind: "line", text: "Parsing file C.tla" },
  { kind: "message", code: 2110, class: 1, text: "Invariant Small is violated." },
];

test("messages and lines are read in their order", () => {
  const reader = createMessageReader();
  assert.deepEqual(reader.push(stream), items);
  assert.equal(reader.unfinished(), undefined);
});

test("output may be cut anywhere, in the middle of a marker too", () => {
  for (let size = 1; size < 40; size += 1) {
    const reader = createMessageReader();
    const read: TlcItem[] = [];
    for (let at = 0; at < stream.length; at += size) read.push(...reader.push(stream.slice(at, at + size)));
    assert.deepEqual(read, items, `in pieces of ${size}`);
  }
});

test("a message inside another one is read on its own and as a part of it", () => {
  const reader = createMessageReader();
  const read = reader.push(`@!@!@STARTMSG 1000:1 @!@!@
The exception was a tlc2.tool.ConfigFileException
: @!@!@STARTMSG 5001:0 @!@!@
File not found.
@!@!@ENDMSG 5001 @!@!@
@!@!@ENDMSG 1000 @!@!@
`);
  assert.deepEqual(read, [
    { kind: "message", code: 5001, class: 0, text: "File not found." },
    {
      kind: "message",
      code: 1000,
      class: 1,
      text: "The exception was a tlc2.tool.ConfigFileException\n: \nFile not found.",
    },
  ]);
});

test("output that breaks off inside a message says in which one", () => {
  const reader = createMessageReader();
  assert.deepEqual(reader.push("@!@!@STARTMSG 2193:0 @!@!@\nModel checking comp"), []);
  assert.equal(reader.unfinished(), 2193);
});

test("the end of another message does not end this one", () => {
  const reader = createMessageReader();
  reader.push("@!@!@STARTMSG 2193:0 @!@!@\n@!@!@ENDMSG 2199 @!@!@\n");
  assert.equal(reader.unfinished(), 2193);
});
