/**
 * Mistakes that are planted into step functions, each of which the graph of a model must reject: the tests of them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { System } from "../../src/core/system.ts";
import { compareGraphs } from "../engine/compare.ts";
import type { Constants } from "../engine/constants.ts";
import type { Mismatch } from "../engine/mismatch.ts";
import type { Protocol } from "../engine/protocol.ts";
import { type Model, modelNamed } from "./model-graph.ts";

/** The roles of a protocol, or its one role, with a mistake in them. */
export interface PlantedMistake<Roles> {
  readonly roles: Roles;
  /** The difference that the comparison reports. */
  readonly seen: RegExp;
  /** The model that must reject it, where it is not the usual one. */
  readonly against?: string;
}

/** Where mistakes are planted. */
export interface Ground<Roles> {
  readonly protocol: Protocol;
  /** The system that a model describes, with these roles. */
  readonly systemOf: (constants: Constants, roles: Roles) => System;
  /** Whose mistakes they are. */
  readonly who: string;
  /** The model that usually must reject them. */
  readonly usually: string;
  /** Roles that are made as the mistaken ones are, with no mistake in them: no graph may reject them. */
  readonly unmistaken: readonly Roles[];
}

/**
 * Tests that each mistake is rejected, and at a place that tells what is wrong.
 *
 * @param mistakes - by what whoever makes them does, as the rest of a sentence
 */
export function testPlantedMistakes<Roles>(
  { protocol, systemOf, who, usually, unmistaken }: Ground<Roles>,
  mistakes: Readonly<Record<string, PlantedMistake<Roles>>>,
): void {
  const models = new Map<string, Promise<Model>>();
  const modelOf = (name: string): Promise<Model> => {
    const known = models.get(name) ?? modelNamed(name);
    models.set(name, known);
    return known;
  };
  const mismatchIn = async (model: string, roles: Roles): Promise<Mismatch | undefined> => {
    const { constants, graph } = await modelOf(model);
    const subject = { ...protocol.subjectOf(constants), system: systemOf(constants, roles) };
    return compareGraphs(subject, graph).mismatch;
  };
  for (const [does, { roles, seen, against = usually }] of Object.entries(mistakes)) {
    test(`conformance rejects a ${who} that ${does}`, async () => {
      const mismatch = await mismatchIn(against, roles);
      assert.ok(mismatch !== undefined, `the graph of ${against} is equal`);
      assert.match(mismatch.summary, seen);
    });
  }
  test(`conformance accepts the real ${who} in the place of the mistaken ones`, async () => {
    for (const model of new Set(Object.values(mistakes).map(({ against = usually }) => against))) {
      for (const roles of unmistaken) assert.equal(await mismatchIn(model, roles), undefined, model);
    }
  });
}
