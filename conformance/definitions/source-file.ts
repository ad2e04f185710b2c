/**
 * The declarations of a TypeScript file, with their lines and their `@spec` tags, as the compiler's own parser sees
 * them.
 *
 * @module
 */
import { createRequire } from "node:module";
import type ts from "typescript";

type Compiler = typeof ts;

const require = createRequire(import.meta.url);

export interface Declaration {
  readonly name: string;
  /** The first line, that of the comment above included, and the last one, counted from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** The line on which the declaration itself begins, below its comment. */
  readonly ownLine: number;
  /** What the `@spec` tags of its comment name, such as `TwoPhaseCommit!SendVote`. */
  readonly implements: readonly string[];
}

export interface SourceFile {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
}

export function parseSource(path: string, text: string): SourceFile {
  // Loaded when it is first needed: it takes a third of a second, and most commands end without it.
  const ts = require("typescript") as Compiler;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const declarations: Declaration[] = [];
  const visit = (node: ts.Node): void => {
    const declared = declaredBy(ts, node);
    if (declared !== undefined) declarations.push(describe(ts, file, node, declared));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return { path, text, declarations };
}

/** The node that bears the name: a statement with one variable is that variable. */
function declaredBy(ts: Compiler, node: ts.Node): (ts.Node & { readonly name: ts.Identifier }) | undefined {
  if (ts.isVariableStatement(node)) {
    const variable = node.declarationList.declarations[0];
    return variable !== undefined && hasIdentifier(ts, variable) ? variable : undefined;
  }
  const isDeclaration =
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node);
  return isDeclaration && hasIdentifier(ts, node) ? node : undefined;
}

function hasIdentifier<Node extends ts.Node & { readonly name?: ts.Node | undefined }>(
  ts: Compiler,
  node: Node,
): node is Node & { readonly name: ts.Identifier } {
  return node.name !== undefined && ts.isIdentifier(node.name);
}

function describe(
  ts: Compiler,
  file: ts.SourceFile,
  node: ts.Node,
  declared: ts.Node & { readonly name: ts.Identifier },
): Declaration {
  const lineAt = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  const tags = ts.getJSDocTags(declared).filter((tag) => tag.tagName.text === "spec");
  return {
    name: declared.name.text,
    line: lineAt(node.getStart(file, true)),
    ownLine: lineAt(node.getStart(file)),
    lastLine: lineAt(node.getEnd()),
    implements: tags.map((tag) => (ts.getTextOfJSDocComment(tag.comment) ?? "").trim()),
  };
}
