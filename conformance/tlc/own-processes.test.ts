import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isAlive, waitUntilGone } from "./alive.ts";
import { temporaryFolder } from "./fake-java.ts";
import { removeLeftovers } from "./own-processes.ts";

const module = fileURLToPath(new URL("own-processes.ts", import.meta.url));

/** Starts a process that owns a folder and a sleeping child, and says which. */
async function startOwner(context: TestContext, afterwards = "", start = "startOwnProcess") {
  const folder = temporaryFolder(context);
  const script = join(folder, "owner.mts");
  writeFileSync(
    script,
    `import { writeFileSync } from "node:fs";
    import { ${start}, withOwnFolder } from ${JSON.stringify(module)};
    await withOwnFolder(async (folder) => {
      writeFileSync(folder + "/log", "");
      const child = ${start}("tail", ["-f", folder + "/log"], { variables: process.env, folder });
      console.log(JSON.stringify({ child: child.pid, folder }));
      ${afterwards}
      await new Promise(() => setInterval(() => {}, 1000));
    });`,
  );
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  const owner = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TMPDIR: temporary, TSX_DISABLE_CACHE: "1" },
  });
  const [line] = await once(createInterface(owner.stdout), "line");
  const owned: { child: number; folder: string } = JSON.parse(String(line));
  context.after(() => isAlive(owned.child) && process.kill(owned.child, "SIGKILL"));
  return { owner, owned, temporary };
}

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test(`${signal} ends the owner with ${exitCode}, its child and its folder`, { timeout: 30_000 }, async (context) => {
    const { owner, owned } = await startOwner(context);
    assert.ok(isAlive(owned.child));
    assert.ok(existsSync(owned.folder));
    owner.kill(signal);
    const [code] = await once(owner, "exit");
    assert.equal(code, exitCode);
    await waitUntilGone(owned.child);
    assert.equal(existsSync(owned.folder), false);
  });
}

test("a child that is talked with ends with its owner, whether it listens or not", {
  timeout: 30_000,
}, async (context) => {
  const { owner, owned } = await startOwner(context, "", "startOwnPartner");
  owner.kill("SIGTERM");
  await once(owner, "exit");
  await waitUntilGone(owned.child);
});

test("a signal that comes again and again, as from timeout or an impatient person, leaves nothing behind either", {
  timeout: 30_000,
}, async (context) => {
  const { owner, owned } = await startOwner(context);
  for (let file = 0; file < 3000; file += 1) writeFileSync(join(owned.folder, `${file}`), "");
  const exited = once(owner, "exit");
  while (owner.exitCode === null && owner.signalCode === null) {
    owner.kill("SIGTERM");
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [code] = await exited;
  assert.equal(code, 143);
  await waitUntilGone(owned.child);
  assert.equal(existsSync(owned.folder), false);
});

test("an error that nobody catches ends the child and the folder too", { timeout: 30_000 }, async (context) => {
  const { owner, owned } = await startOwner(context, "setTimeout(() => { throw new Error('uncaught'); }, 0);");
  const [code] = await once(owner, "exit");
  assert.equal(code, 1);
  await waitUntilGone(owned.child);
  assert.equal(existsSync(owned.folder), false);
});

test("what is left by a process that was killed is ended and removed by the next one", {
  timeout: 30_000,
}, async (context) => {
  const { owner, owned, temporary } = await startOwner(context);
  const running = readdirSync(temporary);
  removeLeftovers(temporary, () => {});
  assert.deepEqual(readdirSync(temporary), running, "nothing of a process that runs");
  owner.kill("SIGKILL");
  await once(owner, "exit");
  assert.ok(isAlive(owned.child));
  const said: string[] = [];
  removeLeftovers(temporary, (line) => said.push(line));
  await waitUntilGone(owned.child);
  assert.deepEqual(said, [`process ${owned.child}, which a command that was killed had left running, was ended`]);
  assert.deepEqual(readdirSync(temporary), []);
});

test("a process that ends by itself leaves no record of its children", { timeout: 30_000 }, async (context) => {
  const { owner, owned, temporary } = await startOwner(context, "process.exit(0);");
  await once(owner, "exit");
  await waitUntilGone(owned.child);
  assert.deepEqual(readdirSync(temporary), []);
});

test("a folder of its own says whose it is", { timeout: 30_000 }, async (context) => {
  const { owner, owned } = await startOwner(context);
  assert.ok(basename(owned.folder).startsWith(`quorate-${owner.pid}-`));
  owner.kill("SIGTERM");
  await once(owner, "exit");
});
