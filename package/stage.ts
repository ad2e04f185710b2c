/**
 * The folder that is packed: what npm would pack of the project, with its links and its `package.json` as users are to
 * have them. The project itself stays as it is.
 *
 * @module
 */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Packing, packedManifest, packedMarkdown, packedSource } from "./packed-text.ts";
import { runProgram } from "./run-program.ts";

/** What is to be packed, once it is built: paths from the project's folder. npm takes more than a second to say it. */
export async function filesToPack(projectFolder: string): Promise<readonly string[]> {
  const listing = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"];
  const [listed] = JSON.parse(await runProgram(projectFolder, "npm", listing)) as readonly Listed[];
  return listed?.files.map(({ path }) => path) ?? [];
}

/** Copies these files of the project into a folder that must not be there. */
export async function stage(
  projectFolder: string,
  files: readonly string[],
  to: string,
  repositoryUrl: string,
): Promise<void> {
  const packing: Packing = { files, repositoryUrl };
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(projectFolder, file), join(to, file), { errorOnExist: true, force: false });
    if (!/\.(json|md|ts|js)$/.test(file)) continue;
    const text = await readFile(join(projectFolder, file), "utf8");
    const packed = packedAs(text, file, packing);
    if (packed !== text) await writeFile(join(to, file), packed);
  }
}

/** What npm says of a package. */
interface Listed {
  readonly files: readonly { readonly path: string }[];
}

function packedAs(text: string, file: string, packing: Packing): string {
  if (file === "package.json")
    return `${JSON.stringify(packedManifest(JSON.parse(text) as object, packing.repositoryUrl), undefined, 2)}\n`;
  return file.endsWith(".md") ? packedMarkdown(text, file, packing) : packedSource(text, packing);
}
