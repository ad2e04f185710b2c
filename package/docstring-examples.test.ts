import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import ts from "typescript";
import { filesIn } from "../conformance/definitions/files-in.ts";
import { headingsOf } from "../docs/walk/document-gaps.ts";
import { docstringExamples, wantingExamples } from "./docstring-examples.ts";
import { root } from "./installed.ts";
import { runProgram } from "./run-program.ts";

const examples = docstringExamples(root);

/** Within the project, where the names of the package lead to its sources. */
mkdirSync(join(root, "build"), { recursive: true });
const folder = mkdtempSync(join(root, "build", "docstrings-"));
after(() => rmSync(folder, { recursive: true }));
const files = examples.map(({ text }, i) => {
  const file = join(folder, `example${i}.ts`);
  writeFileSync(file, text);
  return file;
});

test("whatever the package exports has an example, but for types", () => {
  const wanting = wantingExamples(root);
  assert.ok(wanting.length > 90, wanting.join());
  const having = new Set(examples.map((example) => example.of));
  const lacking = wanting.filter((name) => !having.has(name));
  assert.deepEqual(lacking, []);
});

test("each example promises something, and imports from the package alone", () => {
  for (const { of, text, promised } of examples) {
    assert.ok(promised.length > 0, of);
    const imported = [...text.matchAll(/ from "(.*)";$/gm)].map(([, name]) => name);
    assert.ok(imported.length > 0 && imported.every((name) => /^quorate(\/|$)/.test(name ?? "")), of);
  }
});

test("the examples compile, strictly, and import nothing that they do not use", () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as { readonly config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root);
  const program = ts.createProgram(files, { ...options, declaration: false, isolatedDeclarations: false });
  const wrong = ts.getPreEmitDiagnostics(program).map((found) => {
    const example = examples[files.indexOf(found.file?.fileName ?? "")];
    return `${example?.of}: ${ts.flattenDiagnosticMessageText(found.messageText, "\n")}`;
  });
  assert.deepEqual(wrong, []);
});

test("the examples print what they promise", async () => {
  const all = join(folder, "all.ts");
  const lines = files.map((file) => `console.log("next"); await import(${JSON.stringify(file)});`);
  writeFileSync(all, `${lines.join("\n")}\nexport {};\n`);
  const printed = await runProgram(root, process.execPath, ["--import", "tsx", all]);
  const [, ...outputs] = printed.split(/^next\n/m).map((text) => text.trimEnd().split("\n"));
  for (const [i, { of, promised }] of examples.entries()) assert.deepEqual(outputs[i], promised, of);
  assert.equal(outputs.length, examples.length);
});

test("docstrings link to pages of the guide and to specifications that are there, and to their headings", () => {
  let found = 0;
  for (const file of filesIn(root, "src", (name) => name.endsWith(".ts"))) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, path = "", anchor] of text.matchAll(/\]\(page:([^#)]+)(?:#([^)]+))?\)/g)) {
      found++;
      assert.ok(existsSync(join(root, path)), `${file} links to ${path}`);
      const isThere = anchor === undefined || headingsOf(join(root, path)).has(anchor);
      assert.ok(isThere, `${file} links to #${anchor} of ${path}, and there is no such heading`);
    }
  }
  assert.ok(found > 20, `${found} links`);
});
