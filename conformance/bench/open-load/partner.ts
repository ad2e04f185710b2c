/**
 * A program that answers each line with a line.
 *
 * @module
 */
import { SetupError } from "../../setup-error.ts";
import { type OwnPartner, startOwnPartner } from "../../tlc/own-processes.ts";

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

export class Partner {
  readonly #child: OwnPartner;
  readonly #program: string;
  #waiting: Waiting | undefined;
  #heard: string[] = [];
  #complaint = "";
  #ended: SetupError | undefined;

  constructor(program: string, ...words: readonly string[]) {
    this.#program = program;
    this.#child = startOwnPartner(program, words, { variables: process.env });
    this.#child.stdout.setEncoding("utf8").on("data", (chunk: string) => this.#hear(chunk));
    this.#child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      this.#complaint += chunk;
    });
    // That nobody reads any more is heard when it closes.
    this.#child.stdin.on("error", () => {});
    this.#child.once("error", (error) => this.#end(error.message));
    this.#child.once("close", () => this.#end(this.#complaint.trim()));
  }

  /** Says the line, and gives the answer. One line at a time. */
  ask(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#child.stdin.write(`${line}\n`);
    });
  }

  /** It ends by itself when nothing more can come. */
  end(): void {
    this.#child.stdin.end();
  }

  #hear(chunk: string): void {
    this.#heard.push(chunk);
    if (!chunk.endsWith("\n")) return;
    const line = this.#heard.join("");
    this.#heard = [];
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(line);
  }

  #end(because: string): void {
    this.#ended ??= new SetupError(`${this.#program} has ended: ${because}`);
    this.#waiting?.reject(this.#ended);
    this.#waiting = undefined;
  }
}
