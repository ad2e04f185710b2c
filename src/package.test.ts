/**
 * The package as its users get it: packed, installed into an empty project, and used there from JavaScript and from
 * TypeScript. The programs are those of the README.
 *
 * @module
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

/** The README's second program imports these from `./yours.js`: participants that agree, and a disk that takes time. */
const yours = `
import type { CoordinatorRecord, Outcome, ToParticipant } from "quorate/two-phase-commit";

let hear: (message: unknown) => void = () => {};
const answers = { prepare: "yes", commit: "acknowledge", abort: "none" };

export const application = {
  tell: (outcome: Outcome): void => console.log(outcome),
  log: (because: string): void => console.log(because),
};
export const network = {
  onMessage(listener: (message: unknown) => void): void {
    hear = listener;
  },
  send({ kind, transaction, from, to }: ToParticipant): void {
    setTimeout(() => hear({ kind: answers[kind], transaction, from: to, to: from }));
  },
};
export const storage = {
  write(_record: CoordinatorRecord, flushed: () => void): void {
    setTimeout(flushed);
  },
};
`;

describe("the package", () => {
  let project = "";
  let readme = "";

  before(async () => {
    project = await mkdtemp(join(tmpdir(), "quorate-package-"));
    readme = await readFile(join(root, "README.md"), "utf8");
    const packed = await inFolder(root, "npm", ["pack", "--json", "--loglevel=error", "--pack-destination", project]);
    const tarball = /quorate-[^"]*\.tgz/.exec(packed)?.[0];
    assert.ok(tarball !== undefined, packed);
    await writeFile(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    await inFolder(project, "npm", ["install", ...quiet, `./${tarball}`]);
  });

  after(() => rm(project, { recursive: true, force: true }));

  test("it depends on nothing but typescript-fsm", async () => {
    const folders = lines(await inFolder(project, "npm", ["ls", "--all", "--parseable", "--loglevel=error"]));
    assert.deepEqual(
      folders.slice(1).map((folder) => basename(folder)),
      ["quorate", "typescript-fsm"],
    );
  });

  test("it carries its licence, its changes and its sources, and no tests or their fixtures", async () => {
    const installed = join(project, "node_modules", "quorate");
    const files = (await inFolder(installed, "find", [".", "-type", "f"])).split("\n");
    for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "src/core/effect.ts"]) {
      assert.ok(files.includes(`./${file}`), file);
    }
    const own = files.filter((file) => !file.startsWith("./node_modules"));
    assert.deepEqual(
      own.filter((file) => /\.(test|fixture)\./.test(file)),
      [],
    );
  });

  test("the README's examples run from JavaScript", async () => {
    for (const program of blocks(readme, "js", 2)) {
      await writeFile(join(project, "example.js"), program);
      assert.deepEqual(lines(await inFolder(project, process.execPath, ["example.js"])), promised(program));
    }
  });

  test("the README's programs are checked strictly, and run, from TypeScript", async () => {
    const [ownHost = ""] = blocks(readme, "ts", 1);
    await writeFile(join(project, "own-host.ts"), ownHost);
    await writeFile(join(project, "yours.ts"), yours);
    const examples = blocks(readme, "js", 2);
    for (const [i, program] of examples.entries()) await writeFile(join(project, `example${i}.ts`), program);
    const files = examples.map((_, i) => `example${i}.ts`);
    await check(project, [...files, "own-host.ts", "yours.ts"], ["--outDir", "built"]);
    for (const [i, program] of examples.entries()) {
      assert.deepEqual(lines(await inFolder(project, process.execPath, [`built/example${i}.js`])), promised(program));
    }
    assert.deepEqual(lines(await inFolder(project, process.execPath, ["built/own-host.js"])), ["committed"]);
  });

  test("types are strict: what the protocol does not know does not compile", async () => {
    const wrong = [
      'import { coordinator } from "quorate/two-phase-commit";',
      'const { state } = coordinator.start({ transaction: "t", self: "c", participants: ["a"] });',
      'coordinator.step(state, { kind: "explode" });',
      "state.status = state.status;",
    ];
    await writeFile(join(project, "wrong.ts"), wrong.join("\n"));
    await assert.rejects(check(project, ["wrong.ts"], ["--noEmit"]), ({ message }: Error) => {
      assert.match(message, /wrong\.ts\(3,.*"explode"/);
      assert.match(message, /wrong\.ts\(4,.*read-only/);
      return true;
    });
  });

  test("every entry has types with their documentation", async () => {
    const entries = {
      "atomic-commit/two-phase-commit/coordinator": "What a coordinator can be given.",
      "total-order-broadcast/epoch-broadcast/node": "What a node can be given.",
      "core/effect": "A durable write and what depends on it are two steps.",
      "shell/in-memory/in-memory-host": "To write a host of your own",
    };
    for (const [file, sentence] of Object.entries(entries)) {
      const types = join(project, "node_modules", "quorate", "build", "package", `${file}.d.ts`);
      assert.ok((await readFile(types, "utf8")).includes(sentence), file);
    }
  });
});

/** Checks the files as a user does who checks everything, the packages' types included. */
function check(folder: string, files: readonly string[], more: readonly string[]): Promise<string> {
  const target = ["--target", "ES2022", "--module", "NodeNext", "--lib", "ES2022,DOM", "--rootDir", "."];
  const strict = [
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
    "false",
    "--skipDefaultLibCheck",
  ];
  return inFolder(folder, process.execPath, [tsc, ...target, ...strict, ...more, ...files]);
}

/**
 * Without the variables by which coverage and test reports follow processes: what npm and tsc execute is no code of ours.
 *
 * @returns what the command printed.
 * @throws Error with everything that it printed, if it failed.
 */
function inFolder(cwd: string, command: string, words: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: undefined, NODE_TEST_CONTEXT: undefined };
  return new Promise((resolve, reject) => {
    execFile(command, words, { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}${stdout}${stderr}`));
    });
  });
}

/** The fenced blocks of the language, of which there must be so many. */
function blocks(markdown: string, language: string, count: number): readonly string[] {
  const found = [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
  assert.equal(found.length, count, `blocks of ${language}`);
  return found;
}

/** What the comments behind \`console.log\` promise. */
function promised(program: string): readonly string[] {
  return [...program.matchAll(/^console\.log.*; \/\/ (.*)$/gm)].map(([, line]) => line ?? "");
}

function lines(text: string): readonly string[] {
  return text.trimEnd().split("\n");
}
