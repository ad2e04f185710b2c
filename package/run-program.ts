import { execFile } from "node:child_process";

/**
 * Runs a command in a folder, without the variables by which coverage and test reports follow processes: what npm and
 * tsc execute is no code of ours.
 *
 * @returns what the command printed.
 * @throws Error with everything that it printed, if it failed.
 */
export async function runProgram(folder: string, command: string, words: readonly string[]): Promise<string> {
  return (await runHeard(folder, command, words)).printed;
}

/** Likewise, with what was printed as warnings apart. */
export function runHeard(
  folder: string,
  command: string,
  words: readonly string[],
): Promise<{ readonly printed: string; readonly warned: string }> {
  const env = { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: undefined, NODE_TEST_CONTEXT: undefined };
  const options = { cwd: folder, env, maxBuffer: 2 ** 26 };
  return new Promise((resolve, reject) => {
    execFile(command, words, options, (error, printed, warned) => {
      if (error === null) resolve({ printed, warned });
      // What it wrote as errors is in the message.
      else reject(new Error(`${error.message}${printed}`));
    });
  });
}
