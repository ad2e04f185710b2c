/**
 * The counterexamples of protocols with step functions that are no paths of the step functions, and why: they are shown as
 * TLC's trace alone.
 *
 * @module
 */

/** By model. A test fails when one of these has become a path, and when one is lacking. */
export const tracesAlone: Readonly<Record<string, string>> = {
  EpochBroadcast_Fair_TailIsMended:
    "it begins in a state that no leader leaves behind: the log of the second epoch has no entry of the leader's own",
};
