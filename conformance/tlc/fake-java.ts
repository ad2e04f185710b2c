/** A stand-in for Java in tests: a shell script that says and does what a test tells it to. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type CheckedNames, plainConfiguration } from "./configuration.ts";
import type { TlcRequest } from "./request.ts";
import type { Toolchain } from "./toolchain.ts";

export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "quorate-test-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes an executable script, whose lines are those of a POSIX shell. */
export function writeProgram(path: string, lines: readonly string[]): void {
  writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
}

/** A tool chain whose Java prints `printed` and then does what `afterwards` says, for example `exit 12`. */
export function fakeToolchain(folder: string, printed: string, afterwards: readonly string[]): Toolchain {
  const path = join(folder, "java");
  const output = join(folder, "printed.txt");
  writeFileSync(output, printed);
  writeProgram(path, [`cat '${output}'`, ...afterwards]);
  return {
    java: { path, major: 17, description: "fake" },
    jar: { path: join(folder, "fake.jar"), sha256: "fake" },
    classArchive: undefined,
  };
}

/** A request for a model that checks these names; a fake Java never reads the rest. */
export function fakeRequest(folder: string, checked: Partial<CheckedNames> = {}): TlcRequest {
  writeFileSync(join(folder, "Model.tla"), "");
  const configuration = { ...plainConfiguration({ sets: {}, values: {}, overrides: {} }), ...checked };
  return { folder, module: "Model", configuration, libraries: [], workers: 1, heapMegabytes: 256 };
}

/** One message as TLC prints it with `-tool`. */
export function toolMessage(code: number, messageClass: number, text: string): string {
  return `@!@!@STARTMSG ${code}:${messageClass} @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`;
}

export const openingMessages: string = [
  toolMessage(2262, 0, "TLC2 Version 2.18 of 20 March 2023"),
  toolMessage(2220, 0, "Starting SANY..."),
  "Parsing file Model.tla\n",
  toolMessage(2219, 0, "SANY finished."),
  toolMessage(2190, 0, "Finished computing initial states: 1 distinct state generated at 2026-11-23 04:31:33."),
].join("");

export const passedMessage: string = toolMessage(2193, 0, "Model checking completed. No error has been found.");

export const closingMessages: string = [
  toolMessage(2199, 0, "1,410 states generated, 867 distinct states found, 0 states left on queue."),
  toolMessage(2194, 0, "The depth of the complete state graph search is 6."),
  toolMessage(2186, 0, "Finished in 974ms at (2026-11-23 04:31:33)"),
].join("");

export const twoStates: string = [
  toolMessage(2121, 1, "The behavior up to this point is:"),
  toolMessage(2217, 4, "1: <Initial predicate>\n/\\ x = 0\n/\\ log = <<>>\n"),
  toolMessage(2217, 4, "2: <Grow line 8, col 14 to line 8, col 44 of module C>\n/\\ x = 1\n/\\ log = << 1,\n  2 >>\n"),
].join("");
