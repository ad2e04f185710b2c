import assert from "node:assert/strict";
import { test } from "node:test";
import { type Packing, packedManifest, packedMarkdown, packedSource } from "./packed-text.ts";

const files = ["README.md", "LICENSE", "src/core/index.ts", "docs/examples/README.md"];
const without: Packing = { files, repositoryUrl: "" };
const within: Packing = { files, repositoryUrl: "https://example.org/us/quorate" };

const document = [
  "[MIT](LICENSE), [sources](src/core), [`examples`](docs/examples/README.md#run), [up](#top), [out](https://a.b/c.md).",
  "See [the guide](docs/README.md), [its end](docs/README.md#end) and [a folder](conformance). ![A picture](docs/a.svg)",
  "```js",
  "const a = [b](docs/README.md);",
  "```",
];

test("without an address, a link that leads out of the package is its text, and a picture its description", () => {
  assert.deepEqual(packedMarkdown(document.join("\n"), "README.md", without).split("\n"), [
    document[0],
    "See the guide, its end and a folder. A picture",
    ...document.slice(2),
  ]);
});

test("with an address, a link that leads out of the package leads there", () => {
  const files = "https://example.org/us/quorate/blob/HEAD";
  assert.deepEqual(packedMarkdown(document.join("\n"), "README.md", within).split("\n"), [
    document[0],
    `See [the guide](${files}/docs/README.md), [its end](${files}/docs/README.md#end) and [a folder](${files}/conformance). ` +
      "![A picture](https://example.org/us/quorate/raw/HEAD/docs/a.svg)",
    ...document.slice(2),
  ]);
});

test("a link is followed from where its document stands", () => {
  const text = "[up](../../README.md), [beside](../glossary.md)";
  assert.equal(packedMarkdown(text, "docs/examples/README.md", without), "[up](../../README.md), beside");
  assert.equal(
    packedMarkdown(text, "docs/examples/README.md", within),
    "[up](../../README.md), [beside](https://example.org/us/quorate/blob/HEAD/docs/glossary.md)",
  );
});

test("docstrings lead to pages by their address, or name them", () => {
  const text = " * @see [The guide](page:docs/glossary.md#vote), {@link step} and a[0](b)";
  assert.equal(packedSource(text, without), " * @see The guide, {@link step} and a[0](b)");
  assert.equal(
    packedSource(text, within),
    " * @see [The guide](https://example.org/us/quorate/blob/HEAD/docs/glossary.md#vote), {@link step} and a[0](b)",
  );
});

test("the package says where the project is, if it is anywhere, and nothing of what only the project can do", () => {
  const manifest = {
    name: "quorate",
    scripts: { test: "make test" },
    devDependencies: {},
    dependencies: { a: "1.0.0" },
  };
  const packed = { name: "quorate", dependencies: { a: "1.0.0" } };
  assert.deepEqual(packedManifest(manifest, ""), packed);
  assert.deepEqual(packedManifest(manifest, "https://example.org/us/quorate"), {
    ...packed,
    repository: { type: "git", url: "git+https://example.org/us/quorate.git" },
    homepage: "https://example.org/us/quorate#readme",
    bugs: { url: "https://example.org/us/quorate/issues" },
  });
});
