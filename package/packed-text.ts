/**
 * What is packed, as it differs from what is in the project: links that lead out of the package lead to the repository, or
 * are no links.
 *
 * @module
 */
import { posix } from "node:path";
import { stretchesOf } from "../docs/walk/document.ts";

/** What is packed, and where the rest is. */
export interface Packing {
  /** The files that are packed, as paths from the project's folder. */
  readonly files: readonly string[];
  /** The address of the project; empty if it has none. */
  readonly repositoryUrl: string;
}

/** A link or a picture, with its text and where it leads. */
const link = /(!?)\[([^\]]*)\]\(([^()\s]+)\)/g;

/** A document of the project as it is packed. @param path - its own, from the project's folder */
export function packedMarkdown(text: string, path: string, packing: Packing): string {
  const stretches = stretchesOf(text).map((stretch) => {
    if (stretch.kind === "block") return stretch.text;
    return stretch.text.replace(link, (whole, mark: string, name: string, target: string) => {
      if (/^([a-z]+:|#)/.test(target)) return whole;
      const [relative = "", anchor] = target.split("#");
      const aim = posix.join(posix.dirname(path), relative);
      return isPacked(aim, packing) ? whole : leadingOut(mark, name, aim, anchor, packing);
    });
  });
  return stretches.join("");
}

/**
 * A source, or what was built of it, as it is packed. Docstrings link to pages of the site by what these show, as in
 * `page:docs/glossary.md`.
 */
export function packedSource(text: string, packing: Packing): string {
  return text.replace(link, (whole, mark: string, name: string, target: string) => {
    const [, aim, anchor] = /^page:([^#]+)#?(.*)$/.exec(target) ?? [];
    return aim === undefined ? whole : leadingOut(mark, name, aim, anchor, packing);
  });
}

/** The `package.json` as it is packed: with the project's address, and without what only the project can do. */
export function packedManifest(manifest: object, repositoryUrl: string): object {
  const ofProject = ["scripts", "devDependencies"];
  const fields = Object.entries(manifest).filter(([name]) => !ofProject.includes(name));
  const address = {
    repository: { type: "git", url: `git+${repositoryUrl}.git` },
    homepage: `${repositoryUrl}#readme`,
    bugs: { url: `${repositoryUrl}/issues` },
  };
  return { ...Object.fromEntries(fields), ...(repositoryUrl === "" ? {} : address) };
}

/** Whether it is a file that is packed, or a folder with some in it. */
function isPacked(path: string, { files }: Packing): boolean {
  return files.some((file) => file === path || file.startsWith(`${path}/`));
}

/** A picture that leads nowhere is its description. */
function leadingOut(
  mark: string,
  name: string,
  aim: string,
  anchor: string | undefined,
  { repositoryUrl }: Packing,
): string {
  if (repositoryUrl === "") return name;
  const shown = mark === "!" ? "raw" : "blob";
  return `${mark}[${name}](${repositoryUrl}/${shown}/HEAD/${aim}${anchor ? `#${anchor}` : ""})`;
}
