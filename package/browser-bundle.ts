import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Bundle {
  /** Bytes, minified and compressed as a server sends it. */
  readonly gzipped: number;
  /** What it exports where there is nothing but the language. */
  readonly exported: readonly string[];
}

/**
 * What a browser loads of a module and everything that it imports.
 *
 * @param project the folder in which the package is installed.
 * @throws Error if it needs what a browser does not have.
 */
export async function browserBundle(project: string, contents: string): Promise<Bundle> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "bundled",
    write: false,
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`${contents}: esbuild wrote nothing`);
  const exported = runInContext(`${output.text}; Object.keys(bundled).join()`, createContext({})) as string;
  return { gzipped: gzipSync(output.contents, { level: 9 }).length, exported: exported.split(",").sort() };
}
