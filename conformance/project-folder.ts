import { fileURLToPath } from "node:url";

/** The folder that holds `spec/`, `src/`, `conformance/` and `docs/`, wherever the command was started from. */
export const projectFolder: string = fileURLToPath(new URL("../", import.meta.url));
