import assert from "node:assert/strict";
import { test } from "node:test";
import { Partner } from "./partner.ts";

/** Answers each line with its capital letters, and ends at "enough". */
const shouting = `
  const { createInterface } = require("node:readline");
  createInterface({ input: process.stdin }).on("line", (line) => {
    if (line === "enough") throw new Error("no more of this");
    console.log(line.toUpperCase().repeat(10_000));
  });
`;

test("each line has its answer, however long", { timeout: 30_000 }, async () => {
  const partner = new Partner(process.execPath, "-e", shouting);
  for (const line of ["one", "two"]) {
    assert.equal(await partner.ask(line), `${line.toUpperCase().repeat(10_000)}\n`);
  }
  partner.end();
});

test("whoever asks a program that ends hears of it, and why", { timeout: 30_000 }, async () => {
  const partner = new Partner(process.execPath, "-e", shouting);
  await assert.rejects(partner.ask("enough"), /has ended: (.|\n)*no more of this/);
  await assert.rejects(partner.ask("more"), /has ended/);
});

test("so does whoever asks one that is not there", { timeout: 30_000 }, async () => {
  const partner = new Partner("/nowhere/at-all");
  await assert.rejects(partner.ask("one"), /ENOENT/);
});
