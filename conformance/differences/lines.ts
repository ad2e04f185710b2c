/**
 * Lines that fit a terminal.
 *
 * @module
 */

/** What is printed is as wide as a terminal is for certain. */
export const columns = 80;

/** A sentence over as many lines as it needs, but never more than six: the end of a longer one is left out. */
const mostLines = 6;

export function wrapped(text: string, indent: number, hanging: number = indent + 2): readonly string[] {
  const lines: string[] = [];
  for (const word of text.trimEnd().split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(" ".repeat(lines.length === 0 ? indent : hanging) + word, columns));
  }
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `${" ".repeat(hanging)}…`];
}

/** What does not fit is left out, and the place marked. */
export function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
}
