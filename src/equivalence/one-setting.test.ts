import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../core/effect.ts";
import { stack } from "../core/stack.ts";
import { locatingByEntries } from "../environment/positioned-log.ts";
import { compareAndSetOf } from "../linearizable-storage/broadcast-register/asking.ts";
import { broadcastRegister } from "../linearizable-storage/broadcast-register/system.ts";
import { InMemoryHost } from "../shell/in-memory/in-memory-host.ts";
import { asLog } from "../total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../total-order-broadcast/epoch-broadcast/system.ts";
import { asOneSettingEach } from "./one-setting.ts";
import { proposalOf } from "./proposing.ts";
import { registerConsensus } from "./register-consensus/system.ts";

const register = asOneSettingEach("register");

test("a node sets once, as a client of its name and the value, however often it asks", () => {
  const requests = [compareAndSetOf({ client: '["a","tea"]', number: 1 }, "register", null, "tea")];
  assert.deepEqual(register.requestsOf({ expected: null, new: "tea" }, "a"), requests);
  assert.deepEqual(register.requestsOf({ expected: null, new: "tea" }, "a"), requests);
  assert.deepEqual(register.requestsOf({ expected: null, new: null }, "a"), []);
});

test("what it hears is what the register then holds, whoever has set it, and nothing else", () => {
  const { operation } = compareAndSetOf({ client: "a", number: 1 }, "register", null, "tea");
  const answer = (held: string | null) => ({ kind: "reply", value: { operation, held, position: 1 } }) as const;
  assert.deepEqual(register.outcomesOf?.(answer(null)), [{ set: false, held: "tea" }]);
  assert.deepEqual(register.outcomesOf?.(answer("milk")), [{ set: false, held: "milk" }]);
  assert.deepEqual(register.outcomesOf?.(deliveryOf("tea")), []);
  assert.deepEqual(register.outcomesOf?.({ kind: "reply", value: 7 }), []);
});

test("nodes agree by a register on epoch broadcast, and a majority is enough", () => {
  const nodes = ["a", "b", "c"];
  const log = locatingByEntries(asLog("log"));
  const registers = stack(broadcastRegister({ nodes }), epochBroadcast({ nodes }), log);
  const host = new InMemoryHost(stack(registerConsensus({ nodes }), registers, register));
  host.crash("c");
  host.runUntil(() => {
    for (const node of ["a", "b"]) if (host.told(node).length === 0) host.request(node, proposalOf(`of ${node}`));
    return host.told("a").length > 0 || host.told("b").length > 0;
  });
  const [decision] = [...host.told("a"), ...host.told("b")];
  assert.match(String(decision), /^of [ab]$/);
});
