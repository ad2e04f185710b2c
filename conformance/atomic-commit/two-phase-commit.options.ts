import type { TwoPhaseCommitOptions } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { type Constants, setNamed, valueNamed } from "../engine/constants.ts";

/** The nodes and transactions of a model. */
export function optionsOf(constants: Constants): TwoPhaseCommitOptions {
  return {
    transactions: setNamed(constants, "Transaction"),
    coordinator: valueNamed(constants, "Coordinator"),
    participants: setNamed(constants, "Participant"),
  };
}
