/**
 * What is played with: the step functions of a protocol, or of one of its twins, and an environment.
 *
 * @module
 */
import type { Constants } from "../../conformance/engine/constants.ts";
import { withoutBounds } from "../../conformance/engine/constants.ts";
import { initialState, type PlainState } from "../../conformance/engine/plain-state.ts";
import type { Subject } from "../../conformance/engine/subject.ts";
import { nodesOf } from "../../src/core/system.ts";
import { stateAt } from "./beginnings.ts";
import type { ModelEntry } from "./catalogue.ts";
import type { Place } from "./link.ts";
import { type Stage, stageOf } from "./stages.ts";

export interface World {
  readonly stage: Stage;
  readonly subject: Subject;
  /** Where it begins. */
  readonly initial: PlainState;
  /** From left to right: the nodes, and the objects that they share. */
  readonly columns: readonly string[];
}

/** `free3`: three nodes, and nothing is bounded. */
const free = /^free([1-9])$/;

/** The name of a world of so many nodes in which nothing is bounded. */
export function freeWorldNamed(nodes: number): string {
  return `free${nodes}`;
}

/**
 * @param models - those of the protocol that can be chosen
 * @throws Error if there is no such protocol, model or twin
 */
export function worldOf({ protocol, world, twin }: Place, models: readonly ModelEntry[]): World {
  const stage = stageOf(protocol);
  const nodes = free.exec(world)?.[1];
  if (nodes !== undefined) return worldWith(stage, stage.freeWorld(Number(nodes)), false, twin);
  const model = models.find(({ name }) => name === world);
  if (model === undefined) throw new Error(`${protocol} has no model ${world} here`);
  const { constants, isBounded, begins } = model;
  const bare = worldWith(stage, constants, isBounded, twin);
  return begins === undefined ? bare : { ...bare, initial: stateAt(begins, stage, constants, bare.subject.system) };
}

/** @param isBounded - whether the constants bound the environment; otherwise every fault can happen */
export function worldWith(stage: Stage, constants: Constants, isBounded: boolean, twin?: string): World {
  const { protocol } = stage;
  const mistaken = protocol.twins.find(({ name }) => name === twin);
  if (twin !== undefined && mistaken === undefined) throw new Error(`${protocol.name} has no twin ${twin}`);
  const unbounded = protocol.subjectOf(isBounded ? constants : withoutBounds(constants));
  const environment = isBounded ? unbounded.environment : { ...unbounded.environment, mayLose: () => true };
  const system = mistaken?.systemOf(constants) ?? (isBounded ? unbounded.system : protocol.subjectOf(constants).system);
  const objects = (system.objects ?? []).map(({ name }) => name);
  const subject = { ...unbounded, system, environment };
  return { stage, subject, initial: initialState(system), columns: [...nodesOf(system), ...objects] };
}
