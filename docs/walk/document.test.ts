import assert from "node:assert/strict";
import { test } from "node:test";
import { linksIn, mentionsIn, namedBy, sectionsOf, stretchesOf } from "./document.ts";

const text = `# Title
See [a page](other.md#part) and \`Module!Name\`.

\`\`\`include
Module!One
src/a.ts#b
\`\`\`

## First
\`x\`
### Below
## Second

\`\`\`\`ts
[no](link.md) \`no mention\`
\`\`\`\`
`;

test("links and mentions are those of running text, not of blocks", () => {
  assert.deepEqual(linksIn(text), ["other.md#part"]);
  assert.deepEqual(mentionsIn(text), ["Module!Name", "x"]);
});

test("a directive names a thing on each line", () => {
  assert.deepEqual(namedBy(text, "include"), ["Module!One", "src/a.ts#b"]);
  assert.deepEqual(namedBy(text, "run"), []);
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
