/**
 * The page in a real browser, opened from a disk. Where there is none, one line says that this was left out.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { modelNamed } from "../../conformance/graph/model-graph.ts";
import { projectFolder } from "../../conformance/project-folder.ts";
import { readProject } from "../site/project.ts";
import { catalogueOf, modelsOf, playedIn } from "./catalogue-of.ts";
import { chromiumHere } from "./chromium.ts";
import { writtenGraph } from "./graph-file.ts";
import { writeGraph, writePage } from "./page-files.ts";
import { committingOnAMajority, played, printed } from "./played.fixture.ts";
import { stageOf } from "./stages.ts";
import { worldOf } from "./world.ts";

const program = chromiumHere();
const twin = "TwoPhaseCommit_Bug_CommitOnMajority";
const small = "EpochConsensus_1";

if (program === undefined) {
  test("the explorer page in a browser", (context) => {
    context.todo("left out: no chromium, chromium-browser or google-chrome is on the path");
  });
} else {
  describe("the explorer page", { timeout: 240_000 }, () => inBrowser(program));
}

function inBrowser(executablePath: string): void {
  const folder = mkdtempSync(join(tmpdir(), "quorate-explorer-"));
  const address = pathToFileURL(join(folder, "explorer", "index.html")).href;
  let browser: Browser;
  let links: ReadonlyMap<string, string>;

  before(async () => {
    links = await writeSite(folder);
    // Without its sandbox it also runs as root, as it does in containers; it opens nothing but this page.
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 60_000 });
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The page behind a link, and whatever it should not do. */
  async function opened(link: string, look: object = {}): Promise<{ page: Page; wrongs: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce", ...look });
    page.setDefaultTimeout(20_000);
    const wrongs: string[] = [];
    page.on("console", (message) => wrongs.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", ({ message }) => wrongs.push(message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(pathToFileURL(folder).href) && !url.startsWith("data:")) wrongs.push(`asks for ${url}`);
    });
    await page.goto(link === "" ? address : `${address}#${link}`);
    return { page, wrongs };
  }

  test("a run by clicks: each step is named, drawn, and can be gone back and forth", async () => {
    const { page, wrongs } = await opened("");
    await choose(page, "RequestCommit a user asks at c");
    await choose(page, "ReceivePrepare arrives at p1 prepare c → p1");
    await choose(page, "Land its oldest write lands on disk at p1");
    await choose(page, "SendVote its disk says: durable is prepared at p1");
    await shows(page, "#where", "Step 4 of 4");
    await shows(page, "#happened", "Step 4: SendVote at p1; prepared.");
    await shows(page, '[data-panel="p1"] tr.changed', "statusprepared changed; was preparing");
    await shows(page, "#network li.changed", "yes p1 → c new");
    assert.equal(await page.locator("#picture g.scene").count(), 4);
    const step = page.locator(".steps li").nth(4);
    const definition = await step.locator("a.action").getAttribute("href");
    assert.equal(definition, "../spec/atomic-commit/TwoPhaseCommit.tla#SendVote");
    const implementing = await step.locator("a.function").getAttribute("href");
    assert.equal(implementing, "../src/atomic-commit/two-phase-commit/participant.ts#sendVote");
    await page.keyboard.press("ArrowLeft");
    await shows(page, "#where", "Step 3 of 4");
    await page.keyboard.press("ArrowRight");
    await shows(page, "#where", "Step 4 of 4");
    const link = new URL(page.url()).hash.slice(1);
    await page.close();
    const { page: again, wrongs: others } = await opened(link);
    await again.locator("#last").click();
    await shows(again, "#happened", "Step 4: SendVote at p1; prepared.");
    await again.close();
    assert.deepEqual([...wrongs, ...others], []);
  });

  test("the keyboard alone takes steps, and goes back and forth; the focus stays where it was", async () => {
    const { page, wrongs } = await opened("");
    const focused = (): Promise<string> => page.evaluate("document.activeElement.innerText.replaceAll('\\n', ' ')");
    for (let tabs = 0; !(await focused()).startsWith("RequestCommit"); tabs += 1) {
      assert.ok(tabs < 20, "the first choice is not reached");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await shows(page, "#happened", "Step 1: RequestCommit at c");
    // What was chosen is gone: the reader is told where it was.
    assert.equal(await focused(), "c coordinator, up");
    await page.keyboard.press("ArrowLeft");
    await shows(page, "#where", "Step 0 of 1");
    assert.equal(await focused(), "c coordinator, up");
    await page.keyboard.press("Tab");
    assert.match(await focused(), /^RequestCommit/);
    await page.keyboard.press("ArrowRight");
    await shows(page, "#where", "Step 1 of 1");
    await page.locator("#picture").focus();
    await page.keyboard.press("ArrowLeft");
    await shows(page, "#where", "Step 1 of 1");
    assert.deepEqual(wrongs, []);
    await page.close();
  });

  test("no two buttons have one name, and each says what it shows", async () => {
    const { page } = await opened("");
    await choose(page, "RequestCommit a user asks at c");
    await choose(page, "ReceivePrepare arrives at p2 prepare c → p2");
    const names = await page.locator("button.choice").evaluateAll((all) => all.map(({ textContent }) => textContent));
    assert.ok(names.length > 5, names.join());
    assert.deepEqual(names, [...new Set(names)]);
    assert.equal(await page.locator("button.choice[aria-label]").count(), 0);
    await page.close();
  });

  test("axe finds nothing that keeps anybody out: at the start, behind a run, and on a phone in the dark", async () => {
    const end = links.get("TwoPhaseCommit/commit") ?? "";
    const looks = [
      { link: "", look: {} },
      { link: end, look: {} },
      { link: end, look: { viewport: { width: 390, height: 800 }, colorScheme: "dark" } },
    ];
    for (const { link, look } of looks) {
      const { page } = await opened(link, look);
      if (link !== "") await page.locator("#last").click();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>("axe.run()");
      assert.deepEqual(
        violations.map(({ help, nodes }) => `${help}: ${nodes[0]?.html ?? ""}`),
        [],
      );
      await page.close();
    }
  });

  test("a run of the guide opens by its link, plays by itself, and may be left", async () => {
    const { page, wrongs } = await opened(links.get("TwoPhaseCommit/commit") ?? "");
    await shows(page, "#where", "Step 2 of 21");
    await page.locator("#last").click();
    await shows(page, "#where", "Step 21 of 21");
    await shows(page, '[data-panel="p1"] tr', "outcomecommitted");
    await page.locator("#first").click();
    await choose(page, "AbortAlone a user asks at p2");
    await shows(page, "#where", "Step 1 of 1");
    await page.close();
    assert.deepEqual(wrongs, []);
  });

  test("a counterexample opens by its link, with its mistake, and stops at the property that is violated", async () => {
    const { page, wrongs } = await opened(links.get(twin) ?? "");
    await page.locator("#last").click();
    await shows(page, "#violation", "CommitNeedsEveryone is violated here.");
    await shows(page, "#violation pre", "CommitNeedsEveryone ==");
    assert.equal(await page.locator("button.choice").count(), 0);
    await page.close();
    assert.deepEqual(wrongs, []);
  });

  test("a mistake can be chosen, and two-phase commit broken by hand", async () => {
    const { page, wrongs } = await opened("");
    await page.locator("#twin").selectOption({ label: "CommitOnMajority" });
    for (const name of committingOnAMajority) {
      const [action = "", node = ""] = name.split(" ");
      const received = action.startsWith("Receive") ? page.locator("#network") : page.locator(`[data-panel="${node}"]`);
      const buttons = received.locator("button.choice", { has: page.locator(`b:text-is("${action}")`) });
      await (node === "c" ? buttons : buttons.filter({ hasText: action.startsWith("Receive") ? node : "" }))
        .first()
        .click();
    }
    await shows(page, "#violation", "CommitNeedsEveryone is violated here.");
    await page.locator("#back").click();
    await page.waitForFunction("document.getElementById('violation').textContent === ''");
    await page.close();
    assert.deepEqual(wrongs, []);
  });

  test("TLC's graph says which state this is, and that what it allows is what is offered", async () => {
    const { page, wrongs } = await opened(`p=epoch-consensus&w=${small}`);
    await page.locator("#load-graph").click();
    await shows(page, "#graph", `This state is number 1 of the 109 that ${small} has.`);
    for (const action of ["Suspect", "AskForVotes"]) {
      await shows(page, "#graph", "They are the ones that are offered.");
      await page
        .locator("button.choice", { has: page.locator(`b:text-is("${action}")`) })
        .first()
        .click();
      await shows(page, "#happened", `${action} at n1`);
    }
    await shows(page, "#graph", "They are the ones that are offered.");
    assert.equal(await page.locator("#graph .differs").count(), 0);
    await page.close();
    assert.deepEqual(wrongs, []);
  });

  test("on a phone and in the dark nothing is wider than the screen", async () => {
    for (const name of ["EpochBroadcast/election", twin]) {
      const look = { viewport: { width: 390, height: 800 }, colorScheme: "dark" };
      const { page, wrongs } = await opened(links.get(name) ?? "", look);
      await page.locator("#last").click();
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(35, 39, 46)");
      await page.close();
      assert.deepEqual(wrongs, []);
    }
  });

  test("a link that leads nowhere is said to", async () => {
    const { page } = await opened("p=two-phase-commit&w=free3&s=0.rr");
    await shows(page, "#problem", "This link leads nowhere: Error: after 1 steps there is no choice 999");
    await shows(page, "#where", "Step 0 of 0");
    await page.close();
  });
}

/** Clicks the choice that a screen reader calls this. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Waits until some element of those has the text. */
async function shows(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).first().waitFor({ state: "attached" });
}

/** The page as the site has it, with the graph of one model, and one counterexample. Returns what opens by which link. */
async function writeSite(folder: string): Promise<ReadonlyMap<string, string>> {
  const project = { ...readProject(projectFolder), buildFolder: join(folder, "build") };
  const models = modelsOf(project, stageOf("two-phase-commit"));
  const journey = played(worldOf({ protocol: "two-phase-commit", world: twin, twin }, models), committingOnAMajority);
  mkdirSync(join(project.buildFolder, "counterexamples"), { recursive: true });
  const file = join(project.buildFolder, "counterexamples", `${twin}.json`);
  writeFileSync(file, JSON.stringify(printed(journey, { kind: "ends" })));
  const { graph } = await modelNamed(small);
  const explorer = join(folder, "explorer");
  writeGraph(explorer, writtenGraph(small, graph));
  const all = playedIn(project);
  const addressOf = (path: string, anchor?: string): string => `../${path}${anchor === undefined ? "" : `#${anchor}`}`;
  await writePage(projectFolder, explorer, catalogueOf(project, all, addressOf, new Map([[small, graph.states.size]])));
  return new Map(all.flatMap(({ paths }) => paths.map(({ name, link }) => [name, link])));
}
