import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckedNames } from "./configuration.ts";
import { closingMessages, openingMessages, passedMessage, toolMessage, twoStates } from "./fake-java.ts";
import { createMessageReader } from "./messages.ts";
import { type Ended, judgeRun, type Outcome, verdictOf } from "./outcome.ts";
import { createTranscript } from "./transcript.ts";

function judge(
  printed: string,
  exitCode: number,
  checked: Partial<CheckedNames> = {},
  ended: Partial<Ended> = {},
): Outcome {
  const writer = createTranscript();
  const reader = createMessageReader();
  for (const item of reader.push(printed)) writer.take(item);
  const how: Ended = {
    exitCode,
    signal: undefined,
    failure: undefined,
    standardError: "",
    unfinishedMessage: reader.unfinished(),
    ...ended,
  };
  return judgeRun(writer.read(), how, { simulates: false, names: { invariants: [], properties: [], ...checked } });
}

function causeAndMessage(outcome: Outcome): string {
  return outcome.kind === "error" ? `${outcome.cause}: ${outcome.message}` : verdictOf(outcome);
}

const passing = openingMessages + passedMessage + closingMessages;

test("a run passes that says so, gives its totals and ends with 0", () => {
  const counts = { initial: 1, distinct: 867, generated: 1410, depth: 6 };
  assert.deepEqual(judge(passing, 0), { kind: "passes", counts });
});

test("a run that ends with 0 does not pass without each part of its summary", () => {
  const parts = [passedMessage, ...closingMessages.split(/(?<=ENDMSG \d+ @!@!@\n)/)];
  assert.equal(parts.length, 4);
  for (const part of parts) {
    assert.match(causeAndMessage(judge(passing.replace(part, ""), 0)), /^cut off: /);
  }
});

test("a run that prints all of a pass but ends with another code does not pass", () => {
  assert.match(causeAndMessage(judge(passing, 12)), /^unknown: .*exit code 12/);
});

test("a run that leaves states on its queue does not pass", () => {
  assert.match(causeAndMessage(judge(passing.replace("0 states left", "3 states left"), 0)), /left 3 states/);
});

test("output that breaks off inside a message is an error that names the message", () => {
  const cut = passing.slice(0, passing.indexOf("No error has been found"));
  assert.match(causeAndMessage(judge(cut, 0)), /^cut off: .*in the middle of message 2193 \(exit code 0\)/);
});

test("a violated invariant and a violated action property are named by TLC", () => {
  const invariant =
    openingMessages + toolMessage(2110, 1, "Invariant Small is violated.") + twoStates + closingMessages;
  assert.equal(verdictOf(judge(invariant, 12, { invariants: ["TypeOK", "Small"] })), "violates Small");
  const action = openingMessages + toolMessage(2112, 1, "Action property Grows is violated.") + closingMessages;
  assert.equal(verdictOf(judge(action, 13, { properties: ["Grows", "Ends"] })), "violates Grows");
});

test("an invariant violated by an initial state is named too", () => {
  const text = toolMessage(2107, 1, "Invariant Small is violated by the initial state:\nx = 0");
  const end = toolMessage(2186, 0, "Finished in 1ms");
  assert.equal(verdictOf(judge(openingMessages + text + end, 12, { invariants: ["Small"] })), "violates Small");
});

test("a violation with an exit code that does not fit it is an error", () => {
  const printed = openingMessages + toolMessage(2110, 1, "Invariant Small is violated.") + closingMessages;
  assert.match(causeAndMessage(judge(printed, 0, { invariants: ["Small"] })), /^unknown: .*exit code 0/);
});

test("two violations in one run are an error", () => {
  const both = toolMessage(2110, 1, "Invariant Small is violated.") + toolMessage(2116, 1, "Temporal properties");
  const outcome = judge(openingMessages + both + closingMessages, 12, { invariants: ["Small"], properties: ["Ends"] });
  assert.match(causeAndMessage(outcome), /^ambiguous: TLC reported 2 violations/);
});

const temporal = openingMessages + toolMessage(2116, 1, "Temporal properties were violated.\n") + closingMessages;

test("a violated temporal property is the only one that the configuration lists", () => {
  assert.equal(verdictOf(judge(temporal, 13, { invariants: ["Small"], properties: ["Ends"] })), "violates Ends");
});

test("a violated temporal property cannot be named if the configuration lists two, or none", () => {
  assert.match(
    causeAndMessage(judge(temporal, 13, { properties: ["Ends", "Begins"] })),
    /^ambiguous: .*which of the 2 properties .*\(Ends, Begins\): let a configuration list exactly one/,
  );
  assert.match(causeAndMessage(judge(temporal, 13, { invariants: ["Small"] })), /^ambiguous: /);
});

test("a violated part of a refinement is the property that the configuration lists", () => {
  const where = "line 6, col 17 to line 6, col 24 of module A";
  const printed = openingMessages + toolMessage(2112, 1, `Action property ${where} is violated.`) + closingMessages;
  assert.equal(verdictOf(judge(printed, 13, { properties: ["Refines"] })), "violates Refines");
  assert.match(
    causeAndMessage(judge(printed, 13, { properties: ["Refines", "Grows"] })),
    /ambiguous: .*module A is violated/,
  );
});

test("a deadlock has a name of its own", () => {
  const printed = openingMessages + toolMessage(2114, 1, "Deadlock reached.") + closingMessages;
  assert.equal(verdictOf(judge(printed, 11)), "violates Deadlock");
});

test("a specification that does not parse is an error with the parser's words", () => {
  const said = 'Parsing file Bad.tla\n***Parse Error***\nEncountered token "="\n';
  const failed = toolMessage(3002, 1, "Parsing or semantic analysis failed.") + toolMessage(2186, 0, "Finished");
  assert.equal(causeAndMessage(judge(said + failed, 150)), 'does not parse: ***Parse Error***\nEncountered token "="');
});

test("an evaluation error is an error, also behind a trace", () => {
  const failed = toolMessage(2111, 1, "Evaluating invariant Small failed.\nA non-function was applied.");
  assert.match(causeAndMessage(judge(openingMessages + failed + twoStates + closingMessages, 75)), /^evaluation: /);
});

test("an error after a violation is an error, not a violation", () => {
  const both = toolMessage(2110, 1, "Invariant Small is violated.") + toolMessage(1000, 1, "An exception.");
  assert.match(
    causeAndMessage(judge(openingMessages + both + closingMessages, 12, { invariants: ["Small"] })),
    /^evaluation/,
  );
});

test("a TLC that is killed, that has no memory or no disk says so", () => {
  const killed = judge(passing, 0, {}, { exitCode: undefined, signal: "SIGKILL" });
  assert.match(causeAndMessage(killed), /^killed: TLC was killed by SIGKILL/);
  const memory = judge(openingMessages, 1, {}, { standardError: "java.lang.OutOfMemoryError: Java heap space" });
  assert.match(causeAndMessage(memory), /^out of memory: /);
  const told = toolMessage(1001, 1, "Java ran out of memory.") + toolMessage(2186, 0, "Finished");
  assert.match(causeAndMessage(judge(openingMessages + told, 255)), /^out of memory: /);
  for (const words of [
    "java.io.IOException: No space left on device",
    "java.io.IOException: Disk quota exceeded",
    'Exception in thread "main" TLC could not make a directory /tmp/states for the disk files it needs to write.',
  ]) {
    const disk = judge(openingMessages, 1, {}, { standardError: words });
    assert.match(causeAndMessage(disk), /^out of disk: /);
  }
  // The parser of TLA+ complains of a module that could be unpacked in part only.
  const complaint = "java.io.IOException: No space left on device\n***Parse Error***\n";
  const failed = toolMessage(3002, 1, "Parsing or semantic analysis failed.") + toolMessage(2186, 0, "Finished");
  assert.match(causeAndMessage(judge(complaint + failed, 150)), /^out of disk: /);
});
