/** Explores the benchmark's model once, in a process of its own, so that its memory can be told. Prints JSON. */
import { twoPhaseCommitProtocol } from "../atomic-commit/two-phase-commit.ts";
import { explore } from "../engine/explore.ts";
import { walkerOf } from "../engine/subject.ts";
import { undisturbed } from "./undisturbed.ts";

const started = performance.now();
const walker = walkerOf(twoPhaseCommitProtocol.subjectOf(undisturbed));
const { states } = explore(walker, () => true);
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ states: states.size, seconds, megabytes })}\n`);
