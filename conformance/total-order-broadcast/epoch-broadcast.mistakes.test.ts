/**
 * Small mistakes in the step function of epoch broadcast, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong. Those of models that must fail are among the twins.
 */
import { answered, changed } from "../../src/core/step.ts";
import { endOf, entriesAfter } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { recordOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { NodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { keepsVote, takesForNew } from "../engine/epoch-mistakes.ts";
import { isTimeout } from "../engine/mistaken.ts";
import { arming, changes, forgets, ignores, sending } from "../engine/mistakes.ts";
import { type PlantedMistake, testPlantedMistakes } from "../graph/planted-mistakes.ts";
import { nodeRecovering, nodeThat, receive, received } from "./epoch-broadcast.mistaken.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

const mistakes: Readonly<Record<string, PlantedMistake<NodePart>>> = {
  "asks for votes only once": {
    roles: nodeThat(forgets(arming("askAgain"))),
    seen: /only the specification takes AskAgain|two states .*askAgain/,
    against: "EpochBroadcast_Lossy",
  },
  "asks again who has voted": {
    roles: nodeThat((state, event, part) =>
      isTimeout(event, "askAgain") ? answered(state, part.step({ ...state, votes: [] }, event).effects) : undefined,
    ),
    seen: /only the step functions take AskAgain|to different states, AskAgain/,
    against: "EpochBroadcast_4_AsksAgain",
  },
  "does not arm the timer of its heartbeat": {
    roles: nodeThat(forgets(arming("replicate"))),
    seen: /only the specification takes Replicate|two states .*replicate/,
    against: "EpochBroadcast_Lossy",
  },
  "still asks for votes once it leads": {
    roles: nodeThat(forgets((effect) => effect.kind === "cancelTimer")),
    seen: /two states .*(askAgain|suspect)/,
  },
  "does not answer a repeated request for its vote": {
    roles: nodeThat((state, event) =>
      received(event, "requestVote")?.from === state.vote ? answered(state, []) : undefined,
    ),
    seen: /only the specification takes ReceiveRequestVote/,
    against: "EpochBroadcast_Lossy",
  },
  "does not answer a repeated append": {
    roles: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      const isRepeated = received(event, "append") !== undefined && right.state.log === state.log;
      return isRepeated && right.outcome === "answered" ? { ...right, effects: [] } : undefined;
    }),
    seen: /only the specification takes ReceiveAppend/,
    against: "EpochBroadcast_Lossy",
  },
  "does not tell an overtaken leader of the newer epoch": {
    roles: nodeThat(forgets(sending("newer"))),
    seen: /only the specification takes ReceiveAppend/,
  },
  "does not say where its log disagrees": {
    roles: nodeThat(forgets(sending("mismatch"))),
    seen: /ReceiveAppend/,
    against: "EpochBroadcast_TailDisagrees",
  },
  "takes what its disk says of an earlier write for what it says of the last": {
    roles: nodeThat((state, event, part) =>
      event.kind === "persisted" && state.isWriting
        ? part.step(state, { kind: "persisted", record: recordOf(state) })
        : undefined,
    ),
    seen: /only the step functions take (Answer|AskForVotes|CountOwn)|to different states/,
    against: "EpochBroadcast_Elections",
  },
  "votes for a candidate with a long log, however old it is": {
    roles: nodeThat((state, event, part) => {
      const request = received(event, "requestVote");
      const own = endOf(state.log);
      return request !== undefined && request.end.position >= own.position && request.end.epoch < own.epoch
        ? part.step(state, receive({ ...request, end: { ...request.end, epoch: own.epoch } }))
        : undefined;
    }),
    seen: /to different states, ReceiveRequestVote/,
    against: "EpochBroadcast_OldCandidate",
  },
  "takes a request that it has dropped for one that it has": {
    roles: nodeThat((state, event) => {
      const append = received(event, "append");
      const dropped = entriesAfter(state.log, 0).filter(({ epoch }) => epoch < state.epoch);
      const isAgain = append?.entries.some(({ epoch, number }) =>
        dropped.some((own) => number !== undefined && own.epoch !== epoch && own.number === number),
      );
      return isAgain === true ? answered(state, []) : undefined;
    }),
    seen: /only the specification takes ReceiveAppend/,
    against: "EpochBroadcast_DroppedRequest",
  },
  "keeps its vote when it hears of a higher epoch": {
    roles: nodeThat(keepsVote()),
    seen: /to different states, Receive/,
  },
  "keeps leading when it hears of a higher epoch": {
    roles: nodeThat(ignores("newer", ({ role }) => role === "leader")),
    seen: /only the specification takes ReceiveNewer/,
  },
  "keeps its heir when it hears of no quorum": {
    roles: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      return state.heir !== null && isTimeout(event, "checkQuorum") && right.state.role === "follower"
        ? changed({ ...right.state, heir: state.heir }, right.effects)
        : undefined;
    }),
    seen: /to different states, CheckQuorum/,
    against: "EpochBroadcast_HandsOverUnheard",
  },
  "hears of a quorum, whatever it hears, while it hands over": {
    roles: nodeThat((state, event, part) =>
      state.heir !== null && isTimeout(event, "checkQuorum") ? part.step({ ...state, unheard: [] }, event) : undefined,
    ),
    seen: /CheckQuorum/,
    against: "EpochBroadcast_HandsOverUnheard",
  },
  "counts votes of an earlier epoch": {
    roles: nodeThat(takesForNew("vote")),
    seen: /only the step functions take ReceiveVote/,
    against: "EpochBroadcast_LeadsTwice",
  },
  "counts acknowledgements of an earlier epoch": {
    roles: nodeThat(takesForNew("acknowledge")),
    seen: /only the step functions take ReceiveAcknowledge/,
    against: "EpochBroadcast_LeadsTwice",
  },
  "answers mismatches of an earlier epoch": {
    roles: nodeThat(takesForNew("mismatch")),
    seen: /only the step functions take ReceiveMismatch/,
    against: "EpochBroadcast_LeadsTwice",
  },
  "follows a leader of whom it has heard the end only": {
    roles: nodeThat((state, event, part) => {
      const append = received(event, "append");
      const isEmpty = append !== undefined && append.entries.length === 0;
      return isEmpty
        ? part.step(state, receive({ ...append, after: { epoch: 0, position: 0 }, decided: 0 }))
        : undefined;
    }),
    seen: /ReceiveAppend/,
    against: "EpochBroadcast_TailDisagrees",
  },
  "tells its user twice what is decided": {
    roles: nodeThat(changes((effect) => (effect.kind === "deliver" ? [effect, effect] : [effect]))),
    seen: /to different states, (CountOwn|ReceiveAcknowledge|ReceiveAppend)/,
  },
  "tells its user nothing": {
    roles: nodeThat(forgets((effect) => effect.kind === "deliver")),
    seen: /to different states, (CountOwn|ReceiveAcknowledge)/,
  },
  "forgets its vote in a crash": {
    roles: nodeRecovering(({ state, effects }) => ({ state: { ...state, vote: null }, effects })),
    seen: /to different states, Restart/,
  },
  "restarts as if its log were decided": {
    roles: nodeRecovering(({ state, effects }) => ({
      state: { ...state, decided: state.log.entries.length },
      effects,
    })),
    seen: /to different states, Restart/,
  },
};

testPlantedMistakes(
  {
    protocol: epochBroadcastProtocol,
    systemOf,
    who: "node",
    usually: "EpochBroadcast_Recovery",
    unmistaken: [nodeThat(() => undefined), nodeRecovering((started) => started)],
  },
  mistakes,
);
