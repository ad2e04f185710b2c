/** What the documents name, link to and put in, and what of it does not exist. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { findDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import { linksIn, mentionsIn, namedBy } from "./document.ts";
import type { Walk } from "./walk.ts";

/** `Module!Name` that names nothing, in running text. */
export function referencesToNothing(walk: Walk): readonly string[] {
  return eachDocument(walk, (text) =>
    mentionsIn(text).filter((mention) => {
      const reference = parseReference(mention);
      return (
        reference !== undefined && findDefinition(walk.specifications, reference.module, reference.name) === undefined
      );
    }),
  );
}

/** Names that look like a model's, and are no row of the manifest. */
export function modelsThatAreNone(walk: Walk): readonly string[] {
  const known = new Set(walk.models.map(({ name }) => name));
  return eachDocument(walk, (text) =>
    [...mentionsIn(text), ...namedBy(text, "counterexample")].filter((mention) => {
      const [specification = "", rest] = mention.split(/_(.*)/s);
      return (
        rest !== undefined &&
        walk.specifications.has(specification) &&
        /^\w+$/.test(mention) &&
        !known.has(mention) &&
        // A part of a protocol: `EpochBroadcast_Invariants`.
        !walk.specifications.has(mention)
      );
    }),
  );
}

/** Relative links to files that do not exist, or to headings that their document does not have. */
export function brokenLinks(walk: Walk): readonly string[] {
  return [...walk.documents].flatMap(([path, text]) =>
    linksIn(text).flatMap((link) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [relative = "", anchor] = link.split("#");
      const target = relative === "" ? path : posix.join(posix.dirname(path), relative);
      const file = join(walk.folder, target);
      if (!existsSync(file)) return [`${path} links to ${link}, which does not exist`];
      const isMissing = anchor !== undefined && target.endsWith(".md") && !headingsOf(file).has(anchor);
      return isMissing ? [`${path} links to ${link}, and there is no such heading`] : [];
    }),
  );
}

/** Modules of the specification that no document mentions. */
export function modulesNobodyMentions(walk: Walk): readonly string[] {
  const mentioned = new Set([...walk.documents.values()].flatMap(mentionsIn).map((mention) => mention.split("!")[0]));
  const modules = new Set(walk.models.map(({ specification }) => specification));
  return [...modules].filter((name) => !mentioned.has(name));
}

/** Models that break an assumption, and whose counterexample is not shown exactly once. */
export function counterexamplesNotShownOnce(walk: Walk): readonly string[] {
  const shown = [...walk.documents.values()].flatMap((text) => namedBy(text, "counterexample"));
  return walk.models
    .filter(({ name }) => /_(?:Bug|Needs|Blocking)(?:_|$)/.test(name))
    .map(({ name }) => ({ name, times: shown.filter((other) => other === name).length }))
    .filter(({ times }) => times !== 1)
    .map(({ name, times }) => `${name} is shown ${times} times`);
}

function eachDocument(walk: Walk, wrongIn: (text: string) => readonly string[]): readonly string[] {
  return [...walk.documents].flatMap(([path, text]) =>
    wrongIn(text).map((name) => `${path} names ${name}, which does not exist`),
  );
}

/** Anchors as GitHub makes them of headings. */
export function headingsOf(file: string): ReadonlySet<string> {
  const headings = readFileSync(file, "utf8").match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, "")
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}
