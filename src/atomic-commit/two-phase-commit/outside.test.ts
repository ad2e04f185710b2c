/** Whatever an object of a stranger does when it is read, a step is refused, or takes what it has read once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Part } from "../../core/system.ts";
import { toCoordinator } from "./message.ts";
import { twoPhaseCommit } from "./system.ts";

const [coordinator, participant] = twoPhaseCommit({
  transactions: ["t"],
  coordinator: "c",
  participants: ["a", "b"],
}).parts;
assert.ok(coordinator !== undefined && participant !== undefined);

const voting = coordinator.step(coordinator.start().state, { kind: "requestCommit" }).state;
const yes = { kind: "yes", transaction: "t", from: "a", to: "c" };
const prepare = { kind: "prepare", transaction: "t", from: "c", to: "a" };
const roles: readonly (readonly [part: Part, state: unknown, message: object])[] = [
  [coordinator, voting, yes],
  [participant, participant.start().state, prepare],
];

/** As JavaScript hands it over: an event is whatever the caller has. */
function given<Event>(part: Part, state: unknown, event: Event): ReturnType<Part["step"]> {
  return Reflect.apply(part.step, part, [state, event]);
}

function isRefused(part: Part, state: unknown, event: unknown): void {
  const result = given(part, state, event);
  assert.equal(result.outcome === "refused" && result.refusal.kind, "malformed");
  assert.equal(result.state, state);
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** The same object, one field of which throws when it is read. */
function trapped(target: object, field: string): object {
  return Object.defineProperty({ ...target }, field, {
    enumerable: true,
    get: () => {
      throw new RangeError("a trap");
    },
  });
}

for (const [part, state, message] of roles) {
  test(`a ${part.role} refuses a message, or an event, that throws when it is read`, () => {
    isRefused(part, state, revoked({ kind: "receive", message }));
    isRefused(part, state, { kind: "receive", message: revoked(message) });
    isRefused(part, state, trapped({ kind: "receive", message }, "message"));
    isRefused(part, state, { kind: "receive", message: { ...message, kind: revoked({}) } });
    for (const field of Object.keys(message)) {
      isRefused(part, state, { kind: "receive", message: trapped(message, field) });
    }
  });

  test(`a ${part.role} refuses what is no event`, () => {
    for (const event of [undefined, null, 7, "receive", [], {}, { kind: "receive" }, { kind: "persisted" }]) {
      isRefused(part, state, event);
    }
  });
}

test("of a message only the fields that it has go further", () => {
  const given = { ...yes, hops: 3 };
  assert.deepEqual(toCoordinator.yes(given, "a", "c", { transaction: "t", self: "c" }), yes);
});

test("a field is read once: one that is somebody else at every look is counted as the one that was checked", () => {
  const names = ["a", "a", "stranger"];
  const message = Object.defineProperty({ ...yes }, "from", { get: () => names.shift() });
  const { outcome, state } = given(coordinator, voting, { kind: "receive", message });
  assert.equal(outcome, "changed");
  assert.deepEqual(state, Object.assign({}, voting, { votes: ["a"] }));
});
