/** An example that says which process it has started, in which folder, and then ends as it is told. */
import { report, runExample, type Stage, whenTold } from "./children.ts";

const [, , role, ending = ""] = process.argv;

if (role === "child") {
  // Only one that hears ends by itself when whoever has started it is gone.
  if (ending === "hears") whenTold(() => process.exit(3));
  setInterval(() => {}, 1_000);
  report({ pid: process.pid });
} else {
  const play = async ({ folder, start, until }: Stage): Promise<void> => {
    let pid: number | undefined;
    const hears = ["has a process that ends", "is killed"].includes(ending);
    const child = start(["child", hears ? "hears" : "is deaf"], (said: { readonly pid: number }) => {
      ({ pid } = said);
    });
    await until("it is up", () => pid !== undefined);
    console.log(JSON.stringify({ pid, folder }));
    if (ending === "is over") return;
    if (ending === "throws") throw new Error("something is wrong");
    if (ending === "has a process that ends") child.tell({});
    await until("pigs fly", () => false);
  };
  await runExample(import.meta.url, play, ending === "takes too long" ? 8_000 : 30_000);
}
