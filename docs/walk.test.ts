/**
 * The walk: from a theorem to its page, to the action, to the function, to the model that checks it, and back. Every link
 * of it is resolved here.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../conformance/project-folder.ts";
import { linesNotRead } from "../conformance/tlc/specification-module.ts";
import { commandsIn, commandsPath } from "./site/command-link.ts";
import { actionsWithoutOneFunction, implementedSpecifications, tagsOfNothing } from "./walk/code-gaps.ts";
import {
  brokenLinks,
  counterexamplesNotShownOnce,
  modelsThatAreNone,
  modulesNobodyMentions,
  referencesToNothing,
} from "./walk/document-gaps.ts";
import {
  ledgerAgainstManifest,
  ledgerOf,
  modelsThatSettleNothing,
  testsThatAreNone,
  unsettledClaims,
} from "./walk/ledger-gaps.ts";
import { namesOfNothingInModels, uncheckedTheorems } from "./walk/model-gaps.ts";
import { actionsOf } from "./walk/protocol-actions.ts";
import { readWalk } from "./walk/walk.ts";

const walk = readWalk(projectFolder);

test("each line of a specification that could define something is understood", () => {
  assert.deepEqual([...walk.specifications.values()].flatMap(linesNotRead), []);
});

test("each action of an implemented specification is one function, a protocol's in its folder, the environment's in core", () => {
  assert.deepEqual(actionsWithoutOneFunction(walk), []);
});

test("two-phase commit is implemented, with all the actions of its specification", () => {
  const module = implementedSpecifications(walk).find(({ name }) => name === "TwoPhaseCommit");
  assert.equal(module === undefined ? 0 : actionsOf(walk.specifications, module.name).length, 23);
});

test("each @spec tag names a definition", () => {
  assert.deepEqual(tagsOfNothing(walk), []);
});

test("each name in a model's configuration is defined in its module", () => {
  assert.deepEqual(namesOfNothingInModels(walk), []);
});

test("each property of a theorem is checked by a model that passes", () => {
  assert.deepEqual(uncheckedTheorems(walk), []);
});

test("each Module!Name in the documents exists", () => {
  assert.deepEqual(referencesToNothing(walk), []);
});

test("each model that the documents name is a row of the manifest", () => {
  assert.deepEqual(modelsThatAreNone(walk), []);
});

test("each command of make is explained in a row of the table of commands", () => {
  const makefile = readFileSync(join(projectFolder, "Makefile"), "utf8");
  const commands = [...makefile.matchAll(/^([a-z]+):.*## /gm)].map(([, name]) => name);
  const explained = commandsIn(walk.documents.get(commandsPath) ?? "");
  assert.deepEqual([...explained].sort(), commands.filter((name) => name !== "help").sort());
});

test("each link in the documents leads somewhere", () => {
  assert.deepEqual(brokenLinks(walk), []);
});

test("each specification is mentioned in the documents", () => {
  assert.deepEqual(modulesNobodyMentions(walk), []);
});

test("each model that must fail for want of a guard or an assumption is shown in the guide, once", () => {
  assert.deepEqual(counterexamplesNotShownOnce(walk), []);
});

test("the ledger has the claims that the protocols are to settle", () => {
  const commit = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13"];
  const consensus = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C11", "C12", "C13"];
  const broadcast = ["T1", "T2", "T3", "T4", "T5"];
  const registers = ["R1", "R2", "R3", "R4", "R5", "R6", "R7"];
  assert.deepEqual([...ledgerOf(walk).keys()], [...commit, ...consensus, ...registers, ...broadcast, "X7"]);
});

test("the ledger and the manifest name the same models for each claim", () => {
  assert.deepEqual(ledgerAgainstManifest(walk), []);
});

test("each claim is settled by a property and a model", () => {
  assert.deepEqual(unsettledClaims(walk), []);
});

test("each model that passes checks a property of every claim that it is to settle", () => {
  assert.deepEqual(modelsThatSettleNothing(walk), []);
});

test("each file that the ledger names as a test is one", () => {
  assert.deepEqual(testsThatAreNone(walk), []);
});
