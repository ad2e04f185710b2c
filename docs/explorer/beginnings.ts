/**
 * Where models begin that do not begin with the start of a cluster. Each is said as what happens before, which the step
 * functions as they are do: so it is a state that they reach. Then everything on its way is lost, every node goes down,
 * and those that are up come back, with what is on their disks.
 *
 * @module
 */

import { choicesFrom } from "../../conformance/engine/choices.ts";
import { type Constants, withoutBounds } from "../../conformance/engine/constants.ts";
import { initialState, type PlainState } from "../../conformance/engine/plain-state.ts";
import type { Behaviour } from "../../conformance/tlc/configuration.ts";
import { present } from "../../src/core/present.ts";
import { crash, restart } from "../../src/core/situation.ts";
import type { System } from "../../src/core/system.ts";
import type { Stage } from "./stages.ts";

/** What happened before, and who of the nodes is down. */
interface Beginning {
  /**
   * Each step by its action and its node; of messages the one that was sent last, of requests the first. One with a
   * question mark is left out where it would change nothing.
   */
  readonly way: readonly string[];
  readonly down: (nodes: readonly string[]) => readonly string[];
}

/** The first node leads the first epoch, with the votes of the two others. */
const firstIsElected = [
  "Suspect n1",
  "AskForVotes n1",
  "ReceiveRequestVote n2",
  "Answer n2",
  "ReceiveRequestVote n3",
  "Answer n3",
  // Where one node is a quorum, it leads already.
  "ReceiveVote n1?",
];

/** By the name of the predicate in the specification. */
const beginnings: Readonly<Record<string, Beginning>> = {
  AllButTwoAreDown: { way: [], down: (nodes) => nodes.slice(2) },
  AllButThreeAreDown: { way: [], down: (nodes) => nodes.slice(3) },
  TheFirstIsDown: { way: [], down: (nodes) => nodes.slice(0, 1) },
  HalfDown: { way: [], down: (nodes) => nodes.slice(2) },
  // Of the halves, that which TLC takes.
  AnyHalfDown: { way: [], down: (nodes) => nodes.slice(0, nodes.length / 2) },
  TheFirstHasLed: {
    way: [...firstIsElected, "Propose n1", "CountOwn n1", "ReceivePropose n2", "Answer n2"],
    down: (nodes) => nodes.slice(0, 1),
  },
  Interrupted: {
    way: [
      ...firstIsElected,
      "CountOwn n1",
      ...["ReceiveAppend n2", "Answer n2", "ReceiveAcknowledge n1"],
      ...["Broadcast n1", "ReceiveAppend n2", "Answer n2", "ReceiveAcknowledge n1", "CountOwn n1"],
    ],
    down: (nodes) => nodes.slice(0, 1),
  },
  Surpassed: {
    way: [
      ...firstIsElected,
      "CountOwn n1",
      ...["ReceiveAppend n2", "Answer n2", "ReceiveAppend n3", "Answer n3"],
      ...["Suspect n2", "AskForVotes n2", "ReceiveRequestVote n3", "Answer n3", "ReceiveVote n2", "CountOwn n2"],
      ...["Broadcast n2", "CountOwn n2", "ReceiveRequestVote n1", "Answer n1"],
      ...["Suspect n1", "AskForVotes n1", "ReceiveRequestVote n2", "Answer n2", "ReceiveRequestVote n3", "Answer n3"],
      ...["ReceiveVote n1", "CountOwn n1"],
    ],
    down: () => [],
  },
};

/** The predicate with which behaviours begin, where that is not `Init`. */
const beginningsOfBehaviours: Readonly<Record<string, string>> = {
  FairSpecAfterwards: "Interrupted",
  SpecAfterwardsWithoutTimers: "Interrupted",
  SpecWithoutHigherEpochs: "Interrupted",
  FairSpecOfSurpassed: "Surpassed",
  FairSpecOfHalf: "HalfDown",
  SpecOfAnyHalf: "AnyHalfDown",
  FairSpecWhenAllHaveVoted: "InitWhenAllHaveVotedOneByOne",
};

/** Where a model begins, by name; `undefined` if that is the start, or is not known here. */
export function beginningNameOf(behaviour: Behaviour, { overrides }: Constants): string | undefined {
  const ofBehaviour = "init" in behaviour ? behaviour.init : beginningsOfBehaviours[behaviour.specification];
  const name = overrides.Init ?? ofBehaviour;
  return name !== undefined && (Object.hasOwn(beginnings, name) || name.startsWith("InitWhen")) ? name : undefined;
}

/**
 * The state in which a world begins.
 *
 * @param system - of the world, to which the nodes come back that are up
 * @throws Error if there is no such beginning, or no way to it
 */
export function stateAt(name: string, stage: Stage, constants: Constants, system: System): PlainState {
  const beginning = beginnings[name];
  const subject = stage.protocol.subjectOf(withoutBounds(constants), name);
  if (subject.begins !== undefined) return subject.begins({ ...subject, system });
  if (beginning === undefined) throw new Error(`there is no beginning ${name}: docs/explorer/beginnings.ts has them`);
  const { messages: _, ...before } = atTheEndOf(beginning.way, name, stage, constants);
  const down = beginning.down(constants.sets.Node ?? []);
  const situations = before.situations.map((situation, slot) => {
    const part = present(system.parts[slot]);
    const atRest = crash(situation);
    return down.includes(part.node) ? atRest : restart(part, atRest).situation;
  });
  return { ...before, situations, messages: [] };
}

/** A node takes no record that was written with other quorums, so these are the model's; all else is as it is. */
function atTheEndOf(way: readonly string[], name: string, stage: Stage, constants: Constants): PlainState {
  const quorums = Object.entries(constants.overrides).filter(([operator]) => operator.endsWith("Quorum"));
  const subject = stage.protocol.subjectOf({ ...constants, overrides: Object.fromEntries(quorums) });
  return way.reduce((state, step) => {
    const wanted = step.replace("?", "");
    const alike = choicesFrom(subject, state).filter(({ action, node }) => `${action} ${node}` === wanted);
    const choice = alike[0]?.about.kind === "deliver" ? alike.at(-1) : alike[0];
    if (choice === undefined && wanted === step) throw new Error(`there is no ${step} on the way to ${name}`);
    return choice?.next ?? state;
  }, initialState(subject.system));
}
