/**
 * The sources import each other as `./x.ts`, which is what the files are called. In what is built they are `x.js` and
 * `x.d.ts`. tsc writes `./x.js` into JavaScript (`rewriteRelativeImportExtensions`) and leaves `./x.ts` in declarations,
 * which it finds its way through alone: editors, bundlers and other readers of types look for a file of that name
 * (microsoft/TypeScript#61037).
 *
 * @module
 */
import ts from "typescript";

/** To be used after declarations: names in them the JavaScript that was built. Source maps stay right. */
export const builtNames: ts.TransformerFactory<ts.SourceFile | ts.Bundle> = (context) => (root) => {
  const { factory } = context;
  return ts.visitEachChild(root, visit, context);

  function visit(node: ts.Node): ts.Node {
    if (ts.isImportDeclaration(node)) {
      const { modifiers, importClause, moduleSpecifier, attributes } = node;
      return factory.updateImportDeclaration(node, modifiers, importClause, built(moduleSpecifier), attributes);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      const { modifiers, isTypeOnly, exportClause, moduleSpecifier, attributes } = node;
      return factory.updateExportDeclaration(
        node,
        modifiers,
        isTypeOnly,
        exportClause,
        built(moduleSpecifier),
        attributes,
      );
    }
    // A type such as import("./x.ts").Y can stand anywhere, in the arguments of another one too.
    const inside = ts.visitEachChild(node, visit, context);
    if (!ts.isImportTypeNode(inside) || !ts.isLiteralTypeNode(inside.argument)) return inside;
    const argument = factory.updateLiteralTypeNode(inside.argument, built(inside.argument.literal));
    const { attributes, qualifier, typeArguments, isTypeOf } = inside;
    return factory.updateImportTypeNode(inside, argument, attributes, qualifier, typeArguments, isTypeOf);
  }

  function built<Specifier extends ts.Node>(specifier: Specifier): Specifier | ts.StringLiteral {
    if (!ts.isStringLiteral(specifier) || !/^\.\.?\/.*\.ts$/.test(specifier.text)) return specifier;
    const named = factory.createStringLiteral(specifier.text.replace(/\.ts$/, ".js"));
    return ts.setTextRange(named, specifier);
  }
};
