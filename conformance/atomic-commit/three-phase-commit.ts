/**
 * What is shown of three-phase commit: the bounds of its models, and the twins that must be rejected.
 *
 * @module
 */

import { nodesOf } from "../../src/core/system.ts";
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import type { Subject } from "../engine/subject.ts";
import { beginningNamed } from "./three-phase-commit.beginnings.ts";
import { environmentOf } from "./three-phase-commit.bounds.ts";
import { outboxLeaves, threePhaseCommitMapping } from "./three-phase-commit.mapping.ts";
import { systemOf } from "./three-phase-commit.options.ts";
import { threePhaseCommitProperties } from "./three-phase-commit.properties.ts";
import { threePhaseCommitTwins } from "./three-phase-commit.twins.ts";

export const threePhaseCommitProtocol: Protocol = {
  name: "three-phase-commit",
  problem: "atomic-commit",
  mapping: threePhaseCommitMapping,
  subjectOf,
  replays: [],
  runs: [],
  ends: [],
  endsOf: () => [],
  twins: threePhaseCommitTwins,
  properties: threePhaseCommitProperties,
  explorations: [],
};

function subjectOf(constants: Constants, begins = "Init"): Subject {
  const system = systemOf(constants);
  const nodes = nodesOf(system);
  return {
    system,
    environment: environmentOf(constants),
    mapping: { ...threePhaseCommitMapping, leavesOfObject: (_, held) => outboxLeaves(nodes, held) },
    begins: beginningNamed(begins),
  };
}
