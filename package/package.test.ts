/**
 * The package as its users get it, used from JavaScript and from TypeScript. The programs are those of the README.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { linksIn } from "../docs/walk/document.ts";
import { browserBundle } from "./browser-bundle.ts";
import { examplesReadme, promisedIn, settled } from "./examples.ts";
import { type Installed, install, root } from "./installed.ts";
import { namedFiles } from "./named-files.ts";
import { readme, readmeHost, readmePrograms, readmeSizes } from "./readme.ts";
import { repositoryUrl } from "./repository.ts";
import { runProgram } from "./run-program.ts";
import { stage } from "./stage.ts";
import { newestNode, oldestNodes } from "./tried-nodes.ts";
import { useByImport, useByRequire } from "./use.ts";

const tools = join(root, "node_modules", ".bin");

/** The README's host imports these from `./yours.js`: participants that agree, and a disk that takes time. */
const yours = `
import type { Network, Storage } from "quorate/host";

let hear: (message: unknown, instance: unknown) => void = () => {};
const answers = new Map([["prepare", "yes"], ["commit", "acknowledge"]]);

export const application = {
  tell: (part: string, outcome: unknown): void => console.log(part, outcome),
  log: (what: string): void => console.log(what),
  fail(failure: unknown): void {
    throw failure;
  },
};
export const network: Network = {
  listen(_node, receive) {
    hear = receive;
  },
  send({ kind, from, to }, transaction) {
    setTimeout(() => hear({ kind: answers.get(kind), transaction, from: to, to: from }, transaction));
  },
};
export const storage: Storage = {
  read: () => undefined,
  write(_part, _record, answer) {
    setTimeout(() => answer());
  },
};
`;

/** Where TypeScript takes the package from. What it finds under `node16` attw looks at. */
const resolutions = {
  "an ES module and CommonJS under nodenext": { files: ["user.cts", "user.mts"], options: ["--module", "nodenext"] },
  "a module for a bundler": { files: ["user.ts"], options: ["--module", "esnext", "--moduleResolution", "bundler"] },
};

describe("the package", () => {
  let installed: Installed;
  let project = "";

  before(async () => {
    installed = await install();
    project = installed.project;
  });

  // There is none if it could not be packed.
  after(() => installed?.remove());

  test("it depends on nothing but typescript-fsm", async () => {
    const folders = await runProgram(project, "npm", ["ls", "--all", "--parseable", "--loglevel=error"]);
    assert.deepEqual(
      lines(folders)
        .slice(1)
        .map((folder) => basename(folder)),
      ["quorate", "typescript-fsm"],
    );
  });

  test("it carries its licence, its changes, its sources and its examples, and no tests or their fixtures", async () => {
    const files = await readdir(installed.folder, { recursive: true });
    for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "src/core/index.ts", "docs/examples/log-node.ts"]) {
      assert.ok(files.includes(file), file);
    }
    assert.deepEqual(
      files.filter((file) => /\.(test|fixture)\./.test(file)),
      [],
    );
  });

  test("no link in its documents, sources and declarations leads to what is not in it", async () => {
    assert.deepEqual(await linksToNothing(installed.folder), []);
    assert.equal(
      repositoryUrl !== "",
      "repository" in JSON.parse(await readFile(join(installed.folder, "package.json"), "utf8")),
    );
  });

  test("with an address, links that lead out of it lead to what is in the project, and it says where that is", async () => {
    const folder = join(project, "addressed");
    await stage(root, installed.files, folder, "https://example.org/us/quorate");
    assert.deepEqual(await linksToNothing(folder), []);
    const { bugs } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { readonly bugs: unknown };
    assert.deepEqual(bugs, { url: "https://example.org/us/quorate/issues" });
    const texts = await Promise.all(
      ["README.md", "src/shell/host.ts", "build/package/shell/host.d.ts"].map((file) =>
        readFile(join(folder, file), "utf8"),
      ),
    );
    for (const text of texts) {
      const paths = [...text.matchAll(/\(https:\/\/example\.org\/us\/quorate\/blob\/HEAD\/([^)#]+)/g)].map(
        ([, path]) => path,
      );
      assert.ok(paths.length > 0, text);
      for (const path of paths) assert.ok(existsSync(join(root, path ?? "")), path);
    }
  });

  test("what its files name is in it: JavaScript, declarations, and the sources of maps", () => {
    const { found, missing } = namedFiles(join(installed.folder, "build", "package"));
    assert.deepEqual(missing, []);
    assert.ok(found > 100, `${found} names found`);
  });

  test("publint has nothing to say", async () => {
    await runProgram(project, process.execPath, [join(tools, "publint"), "run", installed.tarball, "--strict"]);
  });

  // But that CommonJS cannot require ES modules, which .attw.json leaves out: every Node that is supported can.
  test("attw finds the types of every entry right", async () => {
    const options = ["--config-path", join(root, ".attw.json"), "--profile", "node16"];
    await runProgram(project, process.execPath, [join(tools, "attw"), installed.tarball, ...options]);
  });

  test("the README's programs run from an ES module", () => useByImport(installed, process.execPath));

  test("they run from CommonJS, and each entry is the same module there", () =>
    useByRequire(installed, process.execPath));

  test("the README says on which versions of Node it is tried, from the oldest that it admits on", () => {
    const oldest = oldestNodes(installed.engines).map((version) => version.replace(/(\.0)+$/, ""));
    const sentence = `Node ${oldest.join(", ")} and ${newestNode}`;
    assert.ok(readme.includes(sentence), `the README does not say: ${sentence}`);
  });

  test("the README's programs are checked strictly, and run, from TypeScript", async () => {
    const programs = readmePrograms();
    await writeFile(join(project, "own-host.ts"), readmeHost());
    await writeFile(join(project, "yours.ts"), yours);
    for (const [i, { text }] of programs.entries()) await writeFile(join(project, `example${i}.ts`), text);
    const files = programs.map((_, i) => `example${i}.ts`);
    await check(project, [...files, "own-host.ts", "yours.ts"], ["--module", "nodenext", "--outDir", "built"]);
    for (const [i, { promised }] of programs.entries()) {
      assert.deepEqual(lines(await runProgram(project, process.execPath, [`built/example${i}.js`])), promised);
    }
    const printed = await runProgram(project, process.execPath, ["built/own-host.js"]);
    assert.deepEqual(lines(printed), ["on its way", "order/shop committed"]);
  });

  for (const [what, { files, options }] of Object.entries(resolutions)) {
    test(`the types of every entry are found by ${what}: what the protocol does not know does not compile`, async () => {
      const imports = installed.entries.map((entry, i) => `import * as entry${i} from "${entry}";`);
      const program = [
        'import { coordinator } from "quorate/two-phase-commit";',
        'const { state } = coordinator.start({ transaction: "t", self: "c", participants: ["a"] });',
        'coordinator.step(state, { kind: "requestCommit" });',
        'coordinator.step(state, { kind: "explode" });',
        "state.status = state.status;",
        ...imports,
        `console.log(${imports.map((_, i) => `typeof entry${i}`).join()});`,
      ];
      for (const file of files) await writeFile(join(project, file), program.join("\n"));
      await assert.rejects(check(project, files, options), ({ message }: Error) => {
        const wrong = lines(message).filter((line) => line.includes("error TS"));
        assert.equal(wrong.length, 2 * files.length, message);
        for (const file of files) {
          const [first, second] = wrong.filter((line) => line.startsWith(file));
          assert.match(first ?? "", /^user\.[mc]?ts\(4,.*"explode"/);
          assert.match(second ?? "", /^user\.[mc]?ts\(5,.*read-only/);
        }
        return true;
      });
      for (const file of files) {
        const printed = await runProgram(project, process.execPath, [file.replace("ts", "js")]);
        assert.equal(printed, `${imports.map(() => "object").join(" ")}\n`);
      }
    });
  }

  test("the examples run where they are installed, and one that was copied runs in its project", async () => {
    const [example, promised] =
      [...promisedIn(await readFile(join(installed.folder, examplesReadme), "utf8"))][0] ?? [];
    assert.ok(example !== undefined && promised !== undefined);
    await cp(join(installed.folder, "build", "examples"), join(project, "copied"), { recursive: true });
    for (const folder of ["node_modules/quorate/build/examples", "copied"]) {
      const printed = await runProgram(project, process.execPath, [`${folder}/${example}.js`]);
      assert.deepEqual(settled(printed), promised);
    }
  });

  test("the examples are checked strictly, copied as TypeScript", async () => {
    await cp(join(installed.folder, "docs", "examples"), join(project, "typed"), { recursive: true });
    const files = (await readdir(join(project, "typed"))).filter((file) => file.endsWith(".ts"));
    assert.ok(files.length > 10, files.join());
    const options = [
      "--module",
      "nodenext",
      "--noEmit",
      "--allowImportingTsExtensions",
      "--types",
      "node",
      "--typeRoots",
    ];
    await check(
      project,
      files.map((file) => join("typed", file)),
      [...options, join(root, "node_modules", "@types")],
    );
  });

  test("every entry's documentation is in its types", async () => {
    for (const entry of installed.entries) {
      const built = createRequire(join(project, "user.js")).resolve(entry);
      const types = await readFile(built.replace(/\.js$/, ".d.ts"), "utf8");
      assert.match(types, new RegExp(`^/\\*\\*\\n \\* \`${entry}\``), entry);
    }
  });

  test("the README says how large a browser's bundle of each entry is", async () => {
    const sizes = readmeSizes();
    const entries = installed.entries.filter((entry) => entry !== "quorate");
    assert.deepEqual([...sizes.keys()].sort(), entries.toSorted());
    const all = `${JSON.stringify(entries)}.map(async (entry) => Object.keys(await import(entry)).join())`;
    const own = `console.log((await Promise.all(${all})).join("\\n"))`;
    const imported = lines(await runProgram(project, process.execPath, ["--input-type=module", "--eval", own]));
    const wrong: string[] = [];
    for (const [i, entry] of entries.entries()) {
      const { gzipped, exported } = await browserBundle(project, `export * from "${entry}";`);
      const size = sizes.get(entry) ?? 0;
      if (gzipped > size || size >= gzipped + 1500)
        wrong.push(`${entry}: ${gzipped} bytes, and the README says ${size}`);
      assert.equal(exported.join(), imported[i], entry);
    }
    assert.deepEqual(wrong, []);
  });

  test("what is imported by its name is bundled without the others", async () => {
    const apart = await browserBundle(project, 'export * as twoPhaseCommit from "quorate/two-phase-commit";');
    const named = await browserBundle(project, 'export { twoPhaseCommit } from "quorate";');
    // The modules stand in another order, which takes a few bytes.
    assert.ok(named.gzipped < apart.gzipped + 50, `${named.gzipped} bytes, and ${apart.gzipped} without the others`);
  });
});

/** Links in documents to files that are not in the folder, and in code to pages of the site, which nobody has there. */
async function linksToNothing(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(md|ts|js)$/.test(file));
  const found = files.map(async (file) => {
    const text = await readFile(join(folder, file), "utf8");
    const links = file.endsWith(".md")
      ? linksIn(text)
      : [...text.matchAll(/\]\((page:[^)]*)\)/g)].map(([, page = ""]) => page);
    return links
      .filter((link) => !/^(https:|#)/.test(link) && !existsSync(join(folder, dirname(file), link.replace(/#.*/, ""))))
      .map((link) => `${file} links to ${link}`);
  });
  return (await Promise.all(found)).flat();
}

/** Checks the files as a user does who checks the packages' types, too; only the compiler's own are left out. */
function check(folder: string, files: readonly string[], options: readonly string[]): Promise<string> {
  const target = ["--target", "ES2022", "--lib", "ES2022,DOM", "--rootDir", "."];
  const strict = [
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
    "false",
    "--skipDefaultLibCheck",
  ];
  return runProgram(folder, process.execPath, [join(tools, "tsc"), ...target, ...strict, ...options, ...files]);
}

function lines(text: string): readonly string[] {
  return text.trimEnd().split("\n");
}
