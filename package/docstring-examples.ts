/**
 * The examples in the docstrings of what the package exports.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { filesIn } from "../conformance/definitions/files-in.ts";
import { present } from "../src/core/present.ts";

export interface DocstringExample {
  /** What it is an example of, as in `src/core/quorum.ts#majorityOf`. */
  readonly of: string;
  /** An ES module. */
  readonly text: string;
  /** What it prints according to the comments behind `console.log`. */
  readonly promised: readonly string[];
}

/** What stands behind `@example` in docstrings of the sources, in fences. */
export function docstringExamples(projectFolder: string): readonly DocstringExample[] {
  return sources(projectFolder).flatMap(({ fileName, statements }) =>
    statements.flatMap((statement) => examplesOf(fileName, statement)),
  );
}

/** What must have an example: whatever the package exports, but for types. */
export function wantingExamples(projectFolder: string): readonly string[] {
  const files = new Map(sources(projectFolder).map((source) => [source.fileName, source]));
  return [...new Set(exportedFrom("src/index.ts", files))];
}

function exportedFrom(file: string, files: ReadonlyMap<string, ts.SourceFile>): readonly string[] {
  return present(files.get(file)).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return isExported(statement) ? [`${file}#${nameOf(statement)}`] : [];
    const { isTypeOnly, exportClause, moduleSpecifier } = statement;
    if (isTypeOnly || exportClause === undefined || moduleSpecifier === undefined) return [];
    const from = posix.join(posix.dirname(file), JSON.parse(moduleSpecifier.getText()));
    if (ts.isNamespaceExport(exportClause)) return exportedFrom(from, files);
    return exportClause.elements.filter((one) => !one.isTypeOnly).map(({ name }) => `${from}#${name.text}`);
  });
}

function isExported(statement: ts.Statement): boolean {
  const isValue =
    ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement) || ts.isClassDeclaration(statement);
  return isValue && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function sources(projectFolder: string): readonly ts.SourceFile[] {
  const files = filesIn(projectFolder, "src", (name) => /(?<!\.test|\.fixture)\.ts$/.test(name));
  return files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(projectFolder, file), "utf8"), ts.ScriptTarget.ES2022, true),
  );
}

function examplesOf(file: string, statement: ts.Statement): readonly DocstringExample[] {
  const docstrings = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  return docstrings.flatMap((docstring) => {
    const text = docstring.getText().replace(/^ \*(\/| ?)/gm, "");
    const [, ...examples] = text.split("@example\n");
    return examples.map((example) => {
      const [, program = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(example) ?? [];
      const promised = [...program.matchAll(/^ *(?:if \(.*\) )?console\.log\(.*\); \/\/ (.*)$/gm)].map(
        ([, line = ""]) => line,
      );
      return { of: `${file}#${nameOf(statement)}`, text: program, promised };
    });
  });
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join();
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return (isNamed && statement.name?.text) || "default";
}
