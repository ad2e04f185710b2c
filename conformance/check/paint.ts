/** What a piece of text means to a reader; how it then looks is decided here alone. */
export type Tone = "plain" | "good" | "bad" | "quiet" | "strong";

export type Paint = (text: string, tone: Tone) => string;

const codes: Readonly<Record<Exclude<Tone, "plain">, string>> = { good: "32", bad: "31;1", quiet: "2", strong: "1" };

export const noPaint: Paint = (text) => text;

const colours: Paint = (text, tone) => (tone === "plain" ? text : `\u001b[${codes[tone]}m${text}\u001b[0m`);

export type Output = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

/** Colours for a terminal whose user has not said NO_COLOR, and for nothing else. */
export function paintFor(output: Output, variables: Readonly<Record<string, string | undefined>>): Paint {
  const refused = variables.NO_COLOR !== undefined && variables.NO_COLOR !== "";
  return output.isTTY === true && !refused && variables.TERM !== "dumb" ? colours : noPaint;
}
