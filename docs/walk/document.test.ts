import assert from "node:assert/strict";
import { test } from "node:test";
import {
  insertsIn,
  insertText,
  linksIn,
  mentionsIn,
  namedBy,
  sectionsOf,
  strayComments,
  stretchesOf,
} from "./document.ts";

const text = `# Title
See [a page](other.md#part) and \`Module!Name\`.

<!-- include: Module!One -->
[\`Module!One\`](made.md)
\`\`\`tla
One == 1
\`\`\`
<!-- end -->
<!-- include: src/a.ts#b -->
<!-- end -->
<!-- counterexample: Module_Bug digest=0a1b -->
<!-- end -->

## First
\`x\`
### Below
## Second

\`\`\`\`ts
[no](link.md) \`no mention\`
<!-- run: none -->
<!-- end -->
\`\`\`\`
`;

test("links and mentions are those of running text, not of blocks and inserts", () => {
  assert.deepEqual(linksIn(text), ["other.md#part"]);
  assert.deepEqual(mentionsIn(text), ["Module!Name", "x"]);
});

test("inserts name what is put in, and those in a block are none", () => {
  assert.deepEqual(namedBy(text, "include"), ["Module!One", "src/a.ts#b"]);
  assert.deepEqual(namedBy(text, "run"), []);
  assert.deepEqual(
    insertsIn(text).map(({ digest, content }) => [digest, content.split("\n").length]),
    [
      [undefined, 5],
      [undefined, 1],
      ["0a1b", 1],
    ],
  );
});

test("an insert is written as it is read", () => {
  for (const insert of insertsIn(text)) assert.equal(insertText(insert, insert.content), insert.text);
});

test("a comment that is no marker is found: of an unknown kind, or without an end", () => {
  assert.deepEqual(strayComments(text), []);
  const stray = "<!-- picture: one -->\n<!-- end -->\n\n<!-- run: one -->\n";
  assert.deepEqual(strayComments(stray), ["<!-- picture: one -->", "<!-- end -->", "<!-- run: one -->"]);
});

test("a document is the sum of its stretches", () => {
  assert.equal(
    stretchesOf(text)
      .map((stretch) => stretch.text)
      .join(""),
    text,
  );
});

test("a section ends where the next one of its level begins", () => {
  assert.deepEqual(
    [...sectionsOf(text, 2)].map(([name, body]) => [name, body.split("\n")[0]]),
    [
      ["First", "`x`"],
      ["Second", "````ts"],
    ],
  );
});
