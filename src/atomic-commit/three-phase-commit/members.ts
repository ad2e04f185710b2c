/**
 * Who takes part in a transaction, whose turn it is to lead, and what is taken for granted, as the options of a role say
 * it.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import { described } from "../../core/taking-in.ts";
import { flawInMembers, type Members } from "../two-phase-commit/members.ts";
import { type Assumption, rulesFor } from "./rules.ts";
import type { NodeState } from "./state.ts";

/** A transaction, who takes part in it, and what is taken for granted of the network. */
export interface MemberOptions extends Members {
  readonly assumes: Assumption;
  /**
   * Whose turn it is to take over, if one waits in vain: the first of these leads with number 1, the second with 2, and so
   * on. One may have several turns. With nobody in it, participants wait for their coordinator as in two-phase commit.
   */
  readonly order?: readonly NodeId[];
  /**
   * Nobody takes over, and each decides alone when it has waited too long, as in many textbooks. Two participants then
   * split when the coordinator crashes between two messages: this is here to be seen, not to be used.
   */
  readonly endsAlone?: boolean;
}

/**
 * What a node keeps of the options.
 *
 * @throws Error if there cannot be such a transaction, with the value that is wrong, or if options contradict each other.
 */
export function placeIn(
  options: MemberOptions,
  self: NodeId,
): Pick<NodeState, "transaction" | "self" | "coordinator" | "participants" | "order" | "rules"> {
  const { transaction, coordinator, participants, order = [], endsAlone = false, assumes } = options;
  const rules = rulesFor(assumes, endsAlone);
  const flaw = flawInMembers(options) ?? flawInTurns(options, order, endsAlone);
  if (flaw !== undefined) throw new Error(`three-phase commit: ${flaw}`);
  if (rules === undefined)
    throw new Error(
      `three-phase commit: assumes: ${described(assumes)} is no assumption; there are boundedDelay, rightSuspicions and nothing`,
    );
  return { transaction, self, coordinator, participants: nodeSet(participants), order: [...order], rules };
}

function flawInTurns(
  { participants, assumes }: MemberOptions,
  order: readonly NodeId[],
  endsAlone: boolean,
): string | undefined {
  const stranger = order.find((node) => !participants.includes(node));
  if (stranger !== undefined) return `order: ${described(stranger)} takes over, but is no participant`;
  if (!endsAlone) return undefined;
  if (order.length > 0)
    return `endsAlone contradicts order: where each decides alone nobody takes over, and ${described(order[0])} does`;
  if (assumes !== "boundedDelay")
    return `endsAlone contradicts assumes: ${described(assumes)} asks others before it decides; leave out one of the two`;
  return undefined;
}
