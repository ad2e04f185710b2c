import { join } from "node:path";
import { projectFolder } from "../project-folder.ts";

/** Everything that finding tools takes from its surroundings, so that a test can hand in other surroundings. */
export type Environment = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where fetched tools are kept. Ignored by git; may be deleted at any time. */
  readonly toolsFolder: string;
  /** Called with one line when something takes a while or was not as expected. */
  readonly say: (line: string) => void;
};

export function processEnvironment(say: (line: string) => void): Environment {
  return { variables: process.env, toolsFolder: join(projectFolder, ".tools"), say };
}
