/** An example that starts a process, says when that is up, and then ends as it is told. */
import { report, runExample, type Stage, whenTold } from "./children.ts";

const [, , role, ending = ""] = process.argv;

if (role === "child") {
  // Only one that hears ends by itself when whoever has started it is gone.
  if (ending === "hears") whenTold(() => process.exit(3));
  setInterval(() => {}, 1_000);
  report({});
} else {
  const play = async ({ start, until }: Stage): Promise<void> => {
    let isUp = false;
    const hears = ["has a process that ends", "is killed"].includes(ending);
    const child = start(["child", hears ? "hears" : "is deaf"], () => {
      isUp = true;
    });
    await until("it is up", () => isUp);
    console.log("up");
    if (ending === "is over") return;
    if (ending === "throws") throw new Error("something is wrong");
    if (ending === "has a process that ends") child.tell({});
    await until("pigs fly", () => false);
  };
  await runExample(import.meta.url, play, ending === "takes too long" ? 1 : 30_000);
}
