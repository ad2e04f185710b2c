import { readdirSync } from "node:fs";
import { join, posix } from "node:path";

/** The files below a folder of the project, as sorted paths from the project's folder with `/` between names. */
export function filesIn(projectFolder: string, folder: string, wanted: (name: string) => boolean): readonly string[] {
  return readdirSync(join(projectFolder, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(projectFolder, path, wanted);
      return wanted(entry.name) ? [path] : [];
    })
    .sort();
}
