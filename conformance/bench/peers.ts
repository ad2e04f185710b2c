/**
 * The replicated logs of others, fetched and built for as long as they are measured.
 *
 * @module
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../project-folder.ts";
import { findOnPath, runCommand } from "../tlc/command.ts";

const javascriptPackage = "@coaty/consensus.raft@1.0.0";
const goModule = "go.etcd.io/raft/v3@v3.6.0";
const secondsAllowed = 600;

/** Something that is there, or why it is not. */
export type Fetched = { readonly path: string } | { readonly missing: string };

/** Installs the JavaScript port of etcd's raft into the folder. @returns the folder. */
export async function fetchJavascriptRaft(folder: string): Promise<Fetched> {
  const npm = findOnPath("npm", process.env);
  if (npm === undefined) return { missing: "npm is not installed" };
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const words = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", javascriptPackage];
  const installed = await runCommand(npm, words, process.env, secondsAllowed);
  if (!installed.succeeded) return { missing: `npm could not install ${javascriptPackage}` };
  // The package loads a database, which is compiled when it is installed, and of which nothing is used here.
  writeFileSync(join(folder, "node_modules", "sqlite3", "lib", "sqlite3.js"), "exports.verbose = () => ({});\n");
  return { path: folder };
}

/**
 * Builds a program around etcd's own raft in the folder, where Go is installed.
 *
 * @param source - the folder of its `main.go`
 * @returns the program.
 */
export async function buildEtcdRaft(folder: string, source = "etcd-raft"): Promise<Fetched> {
  const go = findOnPath("go", process.env);
  if (go === undefined) return { missing: "Go is not installed" };
  copyFileSync(join(projectFolder, "conformance", "bench", source, "main.go"), join(folder, "main.go"));
  const program = join(folder, "etcd-raft");
  const steps = [
    ["mod", "init", "bench"],
    ["get", goModule],
    ["build", "-o", program, "."],
  ];
  for (const words of steps) {
    const { succeeded, text } = await runCommand(go, ["-C", folder, ...words], process.env, secondsAllowed);
    if (!succeeded) return { missing: `go ${words.join(" ")} failed: ${text.trim().slice(0, 200)}` };
  }
  return { path: program };
}
