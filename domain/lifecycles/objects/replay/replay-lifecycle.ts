import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import { readReplay } from "./read-replay.ts";
import type { PastReplay } from "./replay-facts-of.ts";
import { REPLAY_MODEL } from "./replay-model.ts";
import { REPLAY_RULES } from "./replay-rules.ts";

/** One replay of an order into the main database: decision, documents, check. */
export const REPLAY_LIFECYCLE: ObjectLifecycle<PastReplay> = {
  type: "replay",
  model: REPLAY_MODEL,
  read: readReplay,
  rules: REPLAY_RULES,
};
