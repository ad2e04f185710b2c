/**
 * The model of the explorer's benchmark: two-phase commit of 8 participants, nothing goes wrong, everything interleaves.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";

export const undisturbed: Constants = {
  sets: { Transaction: ["t1"], Participant: ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"] },
  values: { Coordinator: "c", Role: "c", p1: "p1" },
  overrides: {
    MayRequestOutcome: "Never",
    MayConfirmOutcome: "WhenAllHaveAcknowledged",
    MayCrash: "Never",
    MayGiveUp: "Never",
    MayAbortAlone: "NeverAt",
    MayInquire: "NeverAt",
  },
};
