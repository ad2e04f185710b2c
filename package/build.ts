/**
 * `npm run build`, and so `npm pack`: compiles what is published from `src/` into `build/package/`, a file for a file,
 * and the examples into `build/examples/`. The former is what `tsc --project tsconfig.build.json` does, and one thing that tsc leaves out: see `built-names.ts`.
 *
 * @module
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { buildExamples } from "./build-examples.ts";
import { builtNames } from "./built-names.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Compiles into an empty folder, and says what is wrong with the sources. */
function build(): readonly ts.Diagnostic[] {
  const wrong: ts.Diagnostic[] = [];
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (found: ts.Diagnostic) => wrong.push(found) };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.build.json"), {}, host);
  if (config === undefined) return wrong;
  rmSync(join(root, "build", "package"), { recursive: true, force: true });
  const program = ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  });
  const emitted = program.emit(undefined, undefined, undefined, false, { afterDeclarations: [builtNames] });
  return [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
}

const wrong = build();
buildExamples(root);
if (wrong.length > 0) {
  const relative = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name: string) => name,
    getNewLine: () => "\n",
  };
  process.stderr.write(ts.formatDiagnostics(wrong, relative));
  process.exitCode = 1;
}
