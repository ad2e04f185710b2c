/**
 * Where models of three-phase commit begin that do not begin with `Init`: when all have voted, and the coordinator is about
 * to commit. The step functions themselves go there.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import { give, restart } from "../../src/core/situation.ts";
import { orderlySteps } from "../engine/orderly-choices.ts";
import type { OrderlyNetwork } from "../engine/orderly-network.ts";
import { initialState, type PlainState } from "../engine/plain-state.ts";
import type { Subject } from "../engine/subject.ts";
import { SetupError } from "../setup-error.ts";

/** By the name of the predicate: whether the last messages are on their way, and not in the outbox of their sender. */
const beginnings: Readonly<Record<string, boolean>> = {
  Init: false,
  InitWhenAllHaveVoted: true,
  InitWhenAllHaveVotedOneByOne: false,
};

/** @throws SetupError if there is no such beginning */
export function beginningNamed(name: string): (subject: Subject) => PlainState {
  const isSent = new Map(Object.entries(beginnings)).get(name);
  if (isSent === undefined)
    throw new SetupError(
      `the harness does not know ${name}, which replaces Init: define it in three-phase-commit.beginnings.ts`,
    );
  return (subject) => (name === "Init" ? initialState(subject.system) : whenAllHaveVoted(subject, isSent));
}

/** Everything in the order of the protocol. */
function whenAllHaveVoted(subject: Subject, isSent: boolean): PlainState {
  const { system } = subject;
  const [coordinator, ...participants] = system.parts;
  const way = [
    `RequestCommit ${coordinator?.node}`,
    ...participants.flatMap(({ node }) => [`CarryOut ${coordinator?.node}`, `ReceivePrepare ${node}`]),
    ...participants.map(() => `ReceiveYes ${coordinator?.node}`),
    ...(isSent ? participants.map(() => `CarryOut ${coordinator?.node}`) : []),
  ];
  return way.reduce((state, step) => {
    const steps = orderlySteps(subject, nothingAtWill, state, { give, restart });
    return present(steps.find(({ action, node }) => `${action} ${node}` === step)).next;
  }, initialState(system));
}

const nothingAtWill: OrderlyNetwork = {
  stays: false,
  sendsAtOnce: (sent) => sent.every(({ kind }) => kind === "yes"),
  writesAtOnce: () => true,
  mayArrive: () => true,
  mayAsk: (_, __, { kind }) => kind === "requestCommit",
  mayCrash: () => false,
  mayRestart: () => false,
};
