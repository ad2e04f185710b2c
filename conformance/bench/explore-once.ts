/** Explores the benchmark's model once, in a process of its own, so that its memory can be told. Prints JSON. */
import { twoPhaseCommitProtocol } from "../atomic-commit/two-phase-commit.ts";
import { explore } from "../engine/explore.ts";
import { Walker } from "../engine/walker.ts";
import { undisturbed } from "./undisturbed.ts";

const { mapping, subjectOf } = twoPhaseCommitProtocol;
const { system, environment } = subjectOf(undisturbed);
const started = performance.now();
const walker = new Walker(system, environment, (part, event) => mapping.actionOf(part, event));
const { states } = explore(walker, () => true);
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ states: states.size, seconds, megabytes })}\n`);
