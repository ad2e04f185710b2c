/**
 * The examples as JavaScript, in `build/examples/`: Node strips no types from what is installed, and old ones from nothing.
 * They go on importing from `quorate/…`, which within the package is the package itself.
 *
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Builds each example of the project, file for file. Types are checked with everything else (`make lint`). */
export function buildExamples(projectFolder: string): void {
  const [from, to] = [join(projectFolder, "docs", "examples"), join(projectFolder, "build", "examples")];
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from).filter((name) => /(?<!\.test|\.fixture)\.ts$/.test(name))) {
    const { outputText } = ts.transpileModule(readFileSync(join(from, file), "utf8"), { compilerOptions });
    writeFileSync(join(to, file.replace(/\.ts$/, ".js")), outputText);
  }
}
