/**
 * The system that a model of two-phase commit describes.
 *
 * @module
 */
import {
  type TwoPhaseCommitOptions,
  type TwoPhaseCommitRoles,
  twoPhaseCommit,
} from "../../src/atomic-commit/two-phase-commit/system.ts";
import type { Addressed, Part, System } from "../../src/core/system.ts";
import { type Constants, setNamed, valueNamed } from "../engine/constants.ts";
import { withForeignMessages } from "../engine/foreign-messages.ts";

/** The nodes and transactions of a model. */
export function optionsOf(constants: Constants): TwoPhaseCommitOptions {
  return {
    transactions: setNamed(constants, "Transaction"),
    coordinator: valueNamed(constants, "Coordinator"),
    participants: setNamed(constants, "Participant"),
  };
}

/** The step functions of every node, or of the given roles, to whom the network also brings what nobody has sent. */
export function systemOf(constants: Constants, roles?: TwoPhaseCommitRoles): System {
  const options = optionsOf(constants);
  return withForeignMessages(twoPhaseCommit(options, roles), (part) =>
    kinds.flatMap((kind) => foreignTo(part, kind, options)),
  );
}

const kinds = ["prepare", "yes", "no", "commit", "abort", "acknowledge", "inquire", "heuristic"];

/** Each is wrong in one thing: the sender, the addressee, the transaction. Of the last kind everything else is right. */
function foreignTo(part: Part, kind: string, { coordinator, participants }: TwoPhaseCommitOptions): unknown[] {
  const { node: to, instance: transaction } = part;
  const [from = ""] = to === coordinator ? participants : [coordinator];
  const right: Addressed & { readonly transaction: string } = { kind, transaction, from, to };
  const wrong = [
    { ...right, from: "stranger" },
    { ...right, from: to },
    { ...right, to: "stranger" },
    { ...right, transaction: "no transaction" },
    { ...right, transaction: 1 },
    { kind, from, to },
  ];
  return kind === "heuristic" ? [right] : wrong;
}
