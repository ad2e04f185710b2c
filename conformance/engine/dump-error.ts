/** The file is no complete dump. */
export class DumpError extends Error {
  override readonly name = "DumpError";
}
