/** Disks that answer for a prefix of the writes, and crashes that tear one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { append, emptySequence, type Sequence, slice, take } from "../../src/core/sequence.ts";
import { answered, changed, refused } from "../../src/core/step.ts";
import type { CommonEvent, Part, Request, System } from "../../src/core/system.ts";
import { type Environment, everyFault } from "./environment.ts";
import { explore } from "./explore.ts";
import { toyMapping } from "./fixtures/toy.ts";
import { foundByBoth } from "./oracle.ts";
import { type Subject, walkerOf } from "./subject.ts";

interface Note {
  readonly page: number;
  readonly lines: Sequence<string>;
}

interface Writer {
  readonly note: Note;
  /** The last page that it knows to be on disk. */
  readonly known: number;
}

const limit = 3;
const empty: Note = { page: 0, lines: emptySequence };

/** Writes page after page, each with one line more, and hears of the answers as `hear` has it. */
function writer(hear: "last" | "every"): Part<Writer> {
  return {
    name: "n",
    instance: "toy",
    node: "n",
    role: "writer",
    requests: [{ kind: "write" }],
    noRecord: empty,
    recordParts: [["page"], ["lines"]],
    start: () => ({ state: { note: empty, known: 0 }, effects: [] }),
    recover: ({ page, lines }: Note) => ({
      state: { note: { page, lines: take(lines, page) }, known: page },
      effects: [],
    }),
    step: (state, event: CommonEvent | Request) => {
      const { page, lines } = state.note;
      if (event.kind === "write" && page < limit) {
        const note = { page: page + 1, lines: append(lines, `line ${page + 1}`) };
        return changed({ ...state, note }, [{ kind: "persist", record: note }]);
      }
      if (!("record" in event)) return refused(state, "untimely", "it has written all");
      const { page: known }: Note = Object(event.record);
      if (known <= state.known) return answered(state, []);
      return hear === "last" && known < page
        ? refused(state, "untimely", "a later record is awaited")
        : changed({ ...state, known }, []);
    },
    actionOf: (_, { kind }) => `On ${kind}`,
  };
}

function subjectOf(hear: "last" | "every", bounds: Partial<Environment> = {}): Subject {
  const system: System = { parts: [writer(hear)], links: [], linkOf: () => "" };
  return { system, environment: { ...everyFault, disk: "answers", ...bounds }, mapping: toyMapping };
}

/** The names of the actions, and what is found on disk where the node is down. */
function reached(subject: Subject): { readonly actions: ReadonlySet<string>; readonly left: ReadonlySet<string> } {
  const walker = walkerOf(subject);
  const actions = new Set<string>();
  const left = new Set<string>();
  const state = new Uint32Array(walker.width);
  explore(walker, (number, steps, states) => {
    states.read(number, state);
    const { role, durable } = walker.situation(state, 0);
    const { page, lines }: Note = Object(durable);
    if (role === undefined) left.add(`page ${page} of ${slice(lines, 0).length}`);
    for (let i = 0; i < steps.count; i++) actions.add(walker.actions.value(steps.actions[i] ?? 0));
    return true;
  });
  return { actions, left };
}

test("an answer for earlier writes is the disk's own action, unless the node heeds it", () => {
  const own = ["On write", "On persisted", "Crash", "Restart"];
  assert.deepEqual(reached(subjectOf("last")).actions, new Set([...own, "Land"]));
  assert.deepEqual(reached(subjectOf("every")).actions, new Set(own));
});

test("a crash leaves a prefix of the writes, and of the next one some of its parts", () => {
  const never = reached(subjectOf("last", { mayTear: () => false, mayRestart: () => false })).left;
  assert.deepEqual(never, new Set(["page 0 of 0", "page 1 of 1", "page 2 of 2", "page 3 of 3"]));
  const torn = reached(subjectOf("last", { mayRestart: () => false })).left;
  const between = [0, 1, 2].flatMap((page) => [`page ${page} of ${page + 1}`, `page ${page + 1} of ${page}`]);
  assert.deepEqual(torn, new Set([...never, ...between]));
});

for (const hear of ["last", "every"] as const) {
  for (const disk of ["answers", "lands"] as const) {
    test(`the explorer finds what a plain search finds: the disk ${disk}, the node hears ${hear}`, () => {
      const { states, edges } = foundByBoth(subjectOf(hear, { disk }));
      assert.ok(states > 10 && edges > states, `${states} states, ${edges} edges`);
    });
  }
}
