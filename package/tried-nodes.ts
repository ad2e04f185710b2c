/**
 * The versions of Node on which the package is tried, and how they are had: from the npm package `node`, which is each
 * version's own program.
 *
 * @module
 */
import { SetupError } from "../conformance/setup-error.ts";
import { root } from "./installed.ts";
import { runProgram } from "./run-program.ts";

/** To be moved when there is a newer one, and the README with it. */
export const newestNode = "26";

/** From which on the package says that it works: of `^20.19.0 || >=24.0.0` the two. */
export function oldestNodes(engines: string): readonly string[] {
  return engines.match(/\d+\.\d+\.\d+/g) ?? [];
}

/** A Node that is there. */
export interface Node {
  readonly path: string;
  /** In full, such as `v26.10.0`. */
  readonly version: string;
}

/**
 * Fetches a Node, or finds it where npm keeps what it has fetched.
 *
 * @param version such as 26 or 20.19.0.
 * @throws SetupError if it cannot be had. Where npm runs no install scripts, the package is an empty one, and the Node of
 * the machine answers in its place.
 */
export async function nodeOf(version: string): Promise<Node> {
  const fetching = ["exec", "--yes", "--prefer-offline", "--ignore-scripts=false", `--package=node@${version}`];
  const asked = `process.stdout.write(JSON.stringify({ path: process.execPath, version: process.version }))`;
  let answer: string;
  try {
    answer = await runProgram(root, "npm", [...fetching, "--", "node", "--eval", asked]);
  } catch (error) {
    throw new SetupError(`npm cannot fetch its package node@${version}, so nothing was tried on it: ${String(error)}`);
  }
  return nodeThatRan(version, JSON.parse(answer) as Node);
}

/** @throws SetupError if it is not the one that was asked for. */
export function nodeThatRan(version: string, node: Node): Node {
  if (`${node.version}.`.startsWith(`v${version}.`)) return node;
  throw new SetupError(
    `npm's package node@${version} is not what ran, but Node ${node.version} (${node.path}). Does npm run install scripts?`,
  );
}
