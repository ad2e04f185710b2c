import assert from "node:assert/strict";
import { test } from "node:test";
import type { System } from "../../src/core/system.ts";
import { everyFault } from "./environment.ts";
import { explore } from "./explore.ts";
import { toySystem } from "./fixtures/toy.ts";
import { Walker } from "./walker.ts";

/** Compares the steps that were found from every state with those that the walker itself tells of. */
function compareSteps(system: System): { readonly states: number; readonly steps: number } {
  const walker = new Walker(system, { ...everyFault, mayLose: () => true }, {});
  const state = new Uint32Array(walker.width);
  const target = new Uint32Array(walker.width);
  const { states, steps } = explore(walker, (number, found, all) => {
    all.read(number, state);
    const expected: string[] = [];
    walker.expand(state, (action, after) => expected.push(`${action} ${after.join()}`));
    const actual: string[] = [];
    for (let i = 0; i < found.count; i++) {
      all.read(found.targets[i] ?? 0, target);
      assert.equal(all.find(target), found.targets[i]);
      actual.push(`${found.actions[i]} ${target.join()}`);
    }
    assert.deepEqual(actual.sort(), expected.sort());
    return true;
  });
  return { states: states.size, steps };
}

/** The same system, with other names of links. */
function renamed(system: System, nameOf: (link: string) => string): System {
  return {
    ...system,
    links: system.links.map(nameOf),
    linkOf: (message) => nameOf(system.linkOf(message)),
  };
}

test("by sites, the steps from each state are those of the walker, wherever the links are kept", () => {
  const system = toySystem(2);
  const [first, second] = system.parts.map(({ name }) => name);
  const asNamed = compareSteps(system);
  assert.ok(asNamed.states > 20 && asNamed.steps > asNamed.states, `${asNamed.states} states, ${asNamed.steps} steps`);
  assert.deepEqual(compareSteps(renamed(system, (link) => `link ${link}`)), asNamed);
  for (const name of [first ?? "", second ?? ""]) {
    const isFirst = (link: string): boolean => link === system.links[0];
    assert.deepEqual(compareSteps(renamed(system, (link) => (isFirst(link) ? name : `link ${link}`))), asNamed);
  }
});
