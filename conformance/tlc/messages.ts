/**
 * Reads what TLC prints with `-tool`: messages between a line that starts one and a line that ends it,
 *
 *     @!@!@STARTMSG 2110:1 @!@!@
 *     Invariant Agreement is violated.
 *     @!@!@ENDMSG 2110 @!@!@
 *
 * and, between messages, lines of the parser of TLA+. A message can hold another one: TLC prints an exception's message,
 * markers included, inside its own, and the inner start need not begin its line.
 */

/** TLC's own classes of messages, by their number. */
export const messageClass = { plain: 0, error: 1, defect: 2, warning: 3, state: 4 } as const;

export type TlcMessage = {
  readonly code: number;
  readonly class: number;
  readonly text: string;
};

export type TlcItem =
  | ({ readonly kind: "message" } & TlcMessage)
  /** A line outside of all messages. */
  | { readonly kind: "line"; readonly text: string };

export type MessageReader = {
  /** Takes the next piece of output, cut anywhere, and returns what it completes. */
  readonly push: (piece: string) => readonly TlcItem[];
  /** The code of the message in which the output broke off, if it did. */
  readonly unfinished: () => number | undefined;
};

type OpenMessage = { readonly code: number; readonly class: number; readonly lines: string[] };

const startMarker = /^(.*)@!@!@STARTMSG (\d+):(\d+) @!@!@$/;
const endMarker = /^@!@!@ENDMSG (\d+) @!@!@$/;

export function createMessageReader(): MessageReader {
  const open: OpenMessage[] = [];
  let rest = "";

  function takeLine(line: string, items: TlcItem[]): void {
    const start = startMarker.exec(line);
    if (start !== null) {
      if (start[1] !== undefined && start[1] !== "") takeText(start[1], items);
      open.push({ code: Number(start[2]), class: Number(start[3]), lines: [] });
      return;
    }
    const end = endMarker.exec(line);
    if (end !== null && open.at(-1)?.code === Number(end[1])) {
      const message = open.pop();
      if (message === undefined) return;
      const text = message.lines.join("\n").trim();
      items.push({ kind: "message", code: message.code, class: message.class, text });
      open.at(-1)?.lines.push(text);
      return;
    }
    takeText(line, items);
  }

  function takeText(line: string, items: TlcItem[]): void {
    const message = open.at(-1);
    if (message !== undefined) message.lines.push(line);
    else if (line.trim() !== "") items.push({ kind: "line", text: line });
  }

  return {
    push: (piece) => {
      const items: TlcItem[] = [];
      const lines = (rest + piece).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) takeLine(line.replace(/\r$/, ""), items);
      return items;
    },
    unfinished: () => open.at(-1)?.code,
  };
}
