import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createLiveProgress } from "./live-progress.ts";

function recorded(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { written, output: columns === undefined ? { isTTY, write } : { isTTY, columns, write } };
}

test("in a pipe there are plain lines only: the finished ones, and now and then a long one", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { written, output } = recorded(false);
  let seconds = 0;
  const live = createLiveProgress(output, 2, "models", () => seconds);
  live.start("Counter");
  live.update("Counter", "8 states");
  seconds = 5;
  mock.timers.tick(1000);
  assert.deepEqual(written, []);
  seconds = 21;
  mock.timers.tick(1000);
  live.finish("Counter", "ok Counter");
  live.close();
  mock.timers.reset();
  assert.deepEqual(written, ["Counter: 8 states, 21.0 s so far\n", "ok Counter (1 of 2)\n"]);
});

test("where there is one thing only, its result follows, and nothing is printed before", () => {
  const { written, output } = recorded(false);
  const live = createLiveProgress(output, 1);
  live.start("Counter");
  live.finish("Counter", "ok Counter");
  live.close();
  assert.deepEqual(written, []);
});

test("on a terminal the running lines are rewritten, cut to its width, and gone at the end with nothing left", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { written, output } = recorded(true, 30);
  const live = createLiveProgress(output, 2, "models", () => 0);
  live.start("One");
  live.start("A name that is longer than the terminal is wide");
  mock.timers.tick(200);
  live.finish("One", "ok One");
  live.close();
  mock.timers.reset();
  assert.deepEqual(written, [
    "  One  running  0.0 s\n",
    "  A name that is longer than \n",
    "  0 of 2 models done  0.0 s\n",
    "\u001b[3A\u001b[0J",
    "  A name that is longer than \n",
    "  1 of 2 models done  0.0 s\n",
    "\u001b[2A\u001b[0J",
  ]);
});
