/**
 * Something outside the project is missing or wrong: no Java, no network, an unknown name on the command line.
 * Its message is all that a person needs, so commands print it without a stack and exit with 2.
 */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
