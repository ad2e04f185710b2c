import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { longestLine } from "./lines.ts";
import { loopback, TcpNetwork } from "./tcp-network.ts";

/** A network, and what arrives there. */
async function opened(context: TestContext): Promise<{ network: TcpNetwork; next: () => Promise<unknown> }> {
  const network = await TcpNetwork.open();
  context.after(() => network.close());
  const arrived: unknown[] = [];
  let wake = (): void => {};
  network.listen("b", (message, instance) => {
    arrived.push([message, instance]);
    wake();
  });
  const next = async (): Promise<unknown> => {
    if (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return arrived.shift();
  };
  return { network, next };
}

function stranger({ port }: TcpNetwork): Socket {
  const socket = connect({ host: loopback, port });
  // It is to be closed, with whatever error.
  socket.on("error", () => {});
  return socket;
}

const limit = { timeout: 10_000 };
const ask = { kind: "ask", from: "a", to: "b", text: "one\ntwo" };

test("a message arrives as it was sent, with its instance", limit, async (context) => {
  const [one, other] = [await opened(context), await opened(context)];
  one.network.meet({ b: other.network.port });
  one.network.send(ask, "order");
  assert.deepEqual(await other.next(), [ask, "order"]);
});

test("what is sent to nobody is lost, and what is sent once somebody is there arrives", limit, async (context) => {
  const [one, gone] = [await opened(context), await opened(context)];
  one.network.send(ask, "to nobody");
  one.network.meet({ b: gone.network.port });
  one.network.send(ask, "first");
  assert.deepEqual(await gone.next(), [ask, "first"]);
  gone.network.close();
  const other = await opened(context);
  one.network.meet({ b: other.network.port });
  one.network.send(ask, "second");
  assert.deepEqual(await other.next(), [ask, "second"]);
});

for (const [what, bytes] of Object.entries({
  "no JSON": "nonsense\n",
  "no parcel": "[1,2,3]\n",
  "no text": Buffer.from([0xff, 0xfe, 0x0a]),
  "nested without end": `${"[".repeat(longestLine - 1)}\n`,
  "too long and without an end": "x".repeat(longestLine + 1),
  "too long": `{"instance":1,"message":"${"x".repeat(longestLine)}"}\n`,
})) {
  test(`a line that is ${what} closes its connection, and no other`, limit, async (context) => {
    const [one, other] = [await opened(context), await opened(context)];
    one.network.meet({ b: other.network.port });
    one.network.send(ask, "before");
    assert.deepEqual(await other.next(), [ask, "before"]);
    const socket = stranger(other.network);
    socket.write(bytes);
    if (bytes.at(-1) === "\n" || bytes.at(-1) === 10) socket.write('{"instance":"after","message":"nonsense"}\n');
    await once(socket, "close");
    one.network.send(ask, "after");
    assert.deepEqual(await other.next(), [ask, "after"]);
  });
}

test("a line comes whole, however it is cut on its way, and of any length up to the limit", limit, async (context) => {
  const { network, next } = await opened(context);
  const socket = stranger(network);
  const text = "é".repeat(1000);
  for (const byte of Buffer.from(`${JSON.stringify({ instance: "cut", message: text })}\n`))
    socket.write(Buffer.of(byte));
  assert.deepEqual(await next(), [text, "cut"]);
  const around = '{"instance":1,"message":""}'.length;
  const longest = "x".repeat(longestLine - around);
  socket.write(`{"instance":1,"message":"${longest}"}\n`);
  assert.deepEqual(await next(), [longest, 1]);
  socket.destroy();
});
