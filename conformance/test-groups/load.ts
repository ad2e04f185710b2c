import { test } from "node:test";
import { pathToFileURL } from "node:url";

/**
 * Loads test files into this process, by their absolute paths. One that cannot be loaded is a failure, and the others run.
 *
 * Programs that a test starts are not counted as coverage: most are compilers and commands, and counting slows them down.
 */
export async function loadTests(files: readonly string[]): Promise<void> {
  delete process.env.NODE_V8_COVERAGE;
  for (const file of files) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      test(`${file} is loaded`, () => {
        throw error;
      });
    }
  }
}
