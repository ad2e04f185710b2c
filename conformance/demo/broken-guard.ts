/**
 * One guard of two-phase commit, taken away by hand: a coordinator that commits as soon as one participant has voted yes.
 *
 * The README has the same lines, which a test holds it to.
 *
 * @module
 */

/** The file in which the guard stands, from the project's folder. */
export const guardedFile = "src/atomic-commit/two-phase-commit/coordinator.ts";

/** What takes the guard away, for a shell. The file as it was is kept beside it. */
export const breaking: string = `sed -i.kept 's/sameNodes(votes, state.participants)/votes.length > 0/' ${guardedFile}`;

/** What puts the guard back. */
export const mending: string = `mv ${guardedFile}.kept ${guardedFile}`;

/** What compares the step functions with TLC's graph of one model. */
export const comparing = "make conformance MODEL=TwoPhaseCommit_2";
