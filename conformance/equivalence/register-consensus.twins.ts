/**
 * The mistakes of the models that must fail, made once more in the step functions or in the register. Each must be
 * rejected by conformance.
 *
 * @module
 */
import type { PlainData } from "../../src/core/plain-data.ts";
import { atomicObject } from "../../src/environment/atomic-object.ts";
import { type CompareAndSet, sharedRegister } from "../../src/environment/shared-register.ts";
import type { Proposing } from "../../src/equivalence/proposing.ts";
import { registerProposerPart } from "../../src/equivalence/register-consensus/system.ts";
import { type Given, type Mistake, mistaken } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { decidingAtItsRestart } from "./proposers.ts";
import { systemOf } from "./register-consensus.bounds.ts";

const against = "RegisterConsensus_2";
const prefix = "RegisterConsensus_Bug_";

export const registerConsensusTwins: readonly Twin[] = [
  {
    name: `${prefix}HoldsSomething`,
    against,
    systemOf: (constants) => ({ ...systemOf(constants), objects: [sharedRegister("register", "v2")] }),
  },
  {
    name: `${prefix}Overwrites`,
    against,
    systemOf: (constants) => ({ ...systemOf(constants), objects: [overwritten()] }),
  },
  {
    name: `${prefix}DecidesItsOwn`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, values) => mistaken(registerProposerPart(options, values), decidesItsOwn)),
  },
  {
    name: `${prefix}DecidesAtItsRestart`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, values) => decidingAtItsRestart(registerProposerPart(options, values), {})),
  },
];

/** A register that does not compare. */
function overwritten(): ReturnType<typeof sharedRegister> {
  return atomicObject("register", null, "SetUnheard", (held: PlainData, operation: CompareAndSet) => ({
    value: operation.new,
    result: { set: true, held },
  }));
}

/** Takes its own proposal for the decision, whoever has set the register. */
const decidesItsOwn: Mistake<Proposing> = (state, event, part) => {
  const held = heldIn(event);
  if (typeof held !== "string" || state.proposal === null) return undefined;
  return part.step(state, { kind: "heard", object: "register", outcome: { set: false, held: state.proposal } });
};

function heldIn(event: Given): unknown {
  return event.kind === "heard" && "outcome" in event ? Reflect.get(Object(event.outcome), "held") : undefined;
}
