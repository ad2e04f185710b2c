import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { declaredConstants, extendedModules, usedModules } from "./extended-modules.ts";
import { temporaryFolder } from "./fake-java.ts";

test("the constants are those of the module and of all that it extends, each once", (context) => {
  const folder = temporaryFolder(context);
  const own = join(folder, "own");
  mkdirSync(own);
  const write = (path: string, lines: readonly string[]) => writeFileSync(path, lines.join("\n"));
  write(join(folder, "P.tla"), [
    "---- MODULE P ----",
    "EXTENDS Naturals, Shared",
    "CONSTANTS Node, \\* nodes",
    "  None",
    "====",
  ]);
  write(join(folder, "Shared.tla"), ["---- MODULE Shared ----", "CONSTANT Quorum", "A == INSTANCE Abstract", "===="]);
  write(join(own, "MCP.tla"), ["---- MODULE MCP ----", "EXTENDS P, Shared", "CONSTANTS", "  n1, n2", "===="]);
  assert.deepEqual(declaredConstants("MCP", [own, folder]), ["Quorum", "Node", "None", "n1", "n2"]);
  const names = extendedModules("MCP", [own, folder]).map(({ name }) => name);
  assert.deepEqual(names, ["Shared", "P", "MCP"]);
  write(join(folder, "Abstract.tla"), ["---- MODULE Abstract ----", "===="]);
  const used = usedModules("MCP", [own, folder]).map(({ name }) => name);
  assert.deepEqual(used, ["Abstract", "Shared", "P", "MCP"]);
  assert.deepEqual(declaredConstants("Gone", [own, folder]), []);
});

test("a module that was written anew is read anew, and one that stands in another folder is another", (context) => {
  const folder = temporaryFolder(context);
  const own = join(folder, "own");
  mkdirSync(own);
  const text = (constant: string) => `---- MODULE P ----\nCONSTANT ${constant}\n====`;
  writeFileSync(join(folder, "P.tla"), text("Node"));
  assert.deepEqual(declaredConstants("P", [own, folder]), ["Node"]);
  writeFileSync(join(folder, "P.tla"), text("Quorum"));
  assert.deepEqual(declaredConstants("P", [own, folder]), ["Quorum"]);
  writeFileSync(join(own, "P.tla"), text("Quorum"));
  assert.deepEqual(
    [own, folder].flatMap((one) => extendedModules("P", [one]).map(({ path }) => path)),
    [join(own, "P.tla"), join(folder, "P.tla")],
  );
});
