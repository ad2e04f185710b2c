/** What is given to `make` reaches the commands as it was written, and is never taken for anything but a name. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "./project-folder.ts";
import { temporaryFolder } from "./tlc/fake-java.ts";

const selection = { P: "--protocol", TIER: "--tier", MODEL: "--model" };

/** Each target that takes a name, and the option that each of its variables becomes. */
const targets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  check: selection,
  counts: selection,
  configurations: selection,
  conformance: selection,
  explore: selection,
  mutants: selection,
  show: { P: "--protocol", MODEL: "--model" },
  way: { MODEL: "--model", TO: "--to" },
  kills: { P: "--protocol" },
  inductive: { P: "--protocol" },
};

/** Every one of them makes a file of the name `touched`, if it is run by a shell or by make. */
function hostileNames(touched: string): readonly string[] {
  return [
    `x'; touch ${touched}; '`,
    `x"; touch ${touched}; "`,
    `$(touch ${touched})`,
    `\`touch ${touched}\``,
    `$(shell touch ${touched})`,
    `x'; $(shell touch ${touched}); '`,
    `x\ntouch ${touched}\n`,
    `x' && touch ${touched} #`,
    // Not hostile, but easily taken for something else.
    "two words",
    "--help",
    "$$P",
    "back\\slash",
    "é",
  ];
}

function make(target: string, given: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const options = ["--no-print-directory", "--old-file=node_modules/.package-lock.json", "node=printf '<%s>\\n'"];
  return spawnSync("make", [...options, target, ...given], {
    cwd: projectFolder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...variables },
  });
}

/** The words that a target gives to its command, one to a line. */
function wordsOf(target: string, given: readonly string[], variables: NodeJS.ProcessEnv = {}): string {
  const result = make(target, given, variables);
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
}

for (const [target, options] of Object.entries(targets)) {
  test(`make ${target} takes its names as they are written`, (context) => {
    const touched = join(temporaryFolder(context), "touched");
    for (const [variable, option] of Object.entries(options)) {
      for (const name of hostileNames(touched)) {
        assert.ok(wordsOf(target, [`${variable}=${name}`]).includes(`<${option}=${name}>\n`), `${variable}=${name}`);
        assert.equal(existsSync(touched), false, `${variable}=${name} was run`);
      }
    }
  });
}

test("a name is the same from the environment, and a variable that is empty is not given", () => {
  const name = "x'; $(shell echo y) $P `";
  assert.match(wordsOf("check", [], { P: name }), /^<conformance\/check.ts>\n<--protocol=/);
  assert.equal(wordsOf("check", [], { P: name }), wordsOf("check", [`P=${name}`]));
  assert.equal(wordsOf("check", ["P=", "MODEL="]), "<conformance/check.ts>\n");
});

test("a switch is on whatever it is set to", () => {
  for (const value of ["1", "x'; exit 1; '", "$(error run)"]) {
    assert.equal(wordsOf("mutants", [`EACH=${value}`]), "<conformance/mutants.ts>\n<--each>\n");
    assert.equal(wordsOf("inductive", [`FIND=${value}`]), "<conformance/inductive.ts>\n<--find>\n");
  }
});

const refused: readonly (readonly [target: string, given: string, message: RegExp])[] = [
  ["check", "p=two-phase-commit", /make check takes P TIER MODEL, and not p= \(did you mean P=\?\)\./],
  ["check", "PROTOCOL=two-phase-commit", /make check takes P TIER MODEL, and not PROTOCOL= \(did you mean P=\?\)\./],
  ["bench", "P=two-phase-commit", /make bench takes nothing, and not P=\./],
  ["way", "TIER=medium", /make way takes MODEL TO, and not TIER=\./],
  ["help", "MODEL=TwoPhaseCommit_2", /make help takes nothing, and not MODEL=\./],
];

for (const [target, given, message] of refused) {
  test(`make ${target} ${given} runs nothing, and says what was meant`, () => {
    const { status, stdout, stderr } = make(target, [given]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

test("every command refuses what it does not take, and from the environment takes no notice of it", () => {
  const taken = {
    ...targets,
    simulate: { P: "", SEED: "", RUNS: "", TWINS: "" },
    soak: { P: "", SEED: "", RUNS: "" },
    histories: { P: "", SEED: "", RUNS: "" },
  };
  for (const [target, options] of Object.entries(taken)) {
    const switches = { mutants: ["EACH"], inductive: ["FIND"] }[target] ?? [];
    for (const name of ["P", "TIER", "MODEL", "TO", "EACH", "FIND", "SEED", "RUNS", "TWINS", "OTHER"]) {
      const isTaken = name in options || switches.includes(name);
      assert.equal(make(target, [`${name}=1`]).status, isTaken ? 0 : 2, `make ${target} ${name}=1`);
    }
  }
  assert.equal(wordsOf("bench", [], { P: "two-phase-commit", OTHER: "1" }), "<conformance/bench.ts>\n");
});

test("a variable that one of several commands takes is taken", () => {
  assert.equal(make("setup", ["check", "P=x"]).status, 0);
  assert.equal(make("setup", ["check", "p=x"]).status, 2);
});

test("nothing that a person sets is pasted into the text of a recipe", () => {
  const text = readFileSync(join(projectFolder, "Makefile"), "utf8");
  // Of each it is asked whether it is empty.
  const asked = /\$\(if \$\(([A-Z]+)\),/g;
  assert.ok((text.match(asked) ?? []).length > 5);
  assert.deepEqual(text.replace(asked, "").match(/\$[({](?:P|TIER|MODEL|TO|EACH|FIND)[)}]/g) ?? [], []);
});
