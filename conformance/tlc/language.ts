/**
 * What Java speaks, whatever the machine is set to: UTF-8 in files, in what it prints and in the names of files, and
 * numbers with commas. Where a machine is set to plain ASCII, Java would read every other letter as the same one, and two
 * strings would become one; where it is set to German, TLC would write 1.410 for what is read as 1,410.
 *
 * @module
 */

export const languageArguments: readonly string[] = [
  "-Dfile.encoding=UTF-8",
  // From Java 18 on, what is printed has an encoding of its own.
  "-Dstdout.encoding=UTF-8",
  "-Dstderr.encoding=UTF-8",
  "-Duser.language=en",
  "-Duser.country=US",
];

/** Java takes the encoding of file names from its surroundings alone. */
export function withLanguage(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return { ...variables, LC_ALL: "C.UTF-8" };
}
