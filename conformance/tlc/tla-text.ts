/**
 * The text of TLA+, as far as it is needed to find names in it: comments and strings.
 *
 * @module
 */

/** A string, in which a backslash takes the next character along. It ends on its line. */
const string = '"(?:[^"\\\\\\n]|\\\\.)*"';

/** In a formula: a string, the comment of a line, the beginning of another comment, or anything else. */
const inFormula = new RegExp(`${string}|\\\\\\*[^\\n]*|\\(\\*|[^"\\\\(]+|[\\s\\S]`, "y");
/** In a comment, where neither strings nor other comments of a line begin. */
const inComment = /\(\*|\*\)|[^(*]+|[\s\S]/y;

/** Replaces every comment by blanks, so that lines and columns stay. */
export function withoutComments(text: string): string {
  let depth = 0;
  let without = "";
  for (let at = 0; at < text.length; ) {
    const pattern = depth > 0 ? inComment : inFormula;
    pattern.lastIndex = at;
    const token = pattern.exec(text)?.[0] ?? "";
    if (token === "(*") depth++;
    without += depth > 0 || token.startsWith("\\*") ? blanked(token) : token;
    if (depth > 0 && token === "*)") depth--;
    at += token.length;
  }
  return without;
}

/** Replaces every string of a formula by blanks. */
export function withoutStrings(formula: string): string {
  return formula.replace(new RegExp(string, "g"), blanked);
}

/** The names that a formula uses, strings left out. */
export function namesIn(formula: string): readonly string[] {
  return withoutStrings(formula).match(/(?<![\\\w])\w*[A-Za-z]\w*/g) ?? [];
}

function blanked(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
