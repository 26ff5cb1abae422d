import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { REPLAY_ATTEMPTS_MAX } from "#domain/replay/replay-steps.ts";
import type { ShopContext } from "../../context.ts";
import { ShopError } from "../../errors.ts";
import type { OrderRow } from "../../orders/order-rows.ts";
import { DECISION_NAMES } from "../../replay/drawing/decision-tree.ts";
import { requireForeignId } from "../../replay/hand-replay.ts";
import { replayOrder } from "../../replay/replay-order.ts";
import type { ReplayOutcome } from "../../replay/replay-outcome.ts";
import { type Reading, tryToDecide } from "../../replay/view-replay.ts";
import { problemOf } from "../../services/problem.ts";
import { type Confirmation, renderConfirmation } from "../confirmation.ts";
import { donePath } from "../page-message.ts";
import { PAGES, recordedReplayPath, replayPath } from "../page-paths.ts";
import { planOf, renderOrder } from "./order-page.ts";
import { DOCUMENT_WORDS } from "./replay-words.ts";

const orderParams = z.object({ foreignId: z.string() });

/** Looks, or replays: what the two buttons of an order do. */
export function addReplayRoutes(app: FastifyInstance, shop: ShopContext): void {
  const at = `${PAGES.replays}/:foreignId`;
  app.post(`${at}/dry-run`, async ({ params }, reply) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const outcome = await attempt(() => run(shop, order, true));
    if ("failed" in outcome) {
      return reply.status(outcome.status).send(await renderFailed(shop, order, outcome));
    }
    return reply.redirect(donePath(replayPath(order.foreignId), "replay-looked"), 303);
  });
  app.get(`${at}/replay`, async ({ params }) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    return renderConfirmation(askToReplay(shop, order, await tryToDecide(shop, order)));
  });
  app.post(`${at}/replay`, async ({ params }, reply) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const outcome = await attempt(() => run(shop, order, false));
    if ("failed" in outcome) {
      return reply.status(outcome.status).send(await renderFailed(shop, order, outcome));
    }
    return reply.redirect(recordedReplayPath(order.foreignId, outcome.replayId), 303);
  });
}

function run(shop: ShopContext, { foreignId }: OrderRow, dryRun: boolean): Promise<ReplayOutcome> {
  return replayOrder(shop, foreignId, { by: "operator", dryRun });
}

/** Why what was asked for was not done. */
export interface NotDone {
  readonly status: number;
  readonly failed: string;
  /** No gateway needs to be asked again to say so. */
  readonly isUndecided: boolean;
}

/** What the step answers, or why it was refused. Throws what is no refusal. */
export async function attempt<T extends object>(step: () => Promise<T>): Promise<T | NotDone> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ShopError) || error.code === "internal") throw error;
    const { status, detail } = problemOf(error);
    return { status, failed: detail, isUndecided: error.code === "service-unavailable" };
  }
}

/** The order's page, which says at its top what was not done. */
export async function renderFailed(
  shop: ShopContext,
  order: OrderRow,
  { failed, isUndecided }: NotDone,
): Promise<string> {
  const reading: Reading = isUndecided
    ? { decision: null, undecidedReason: failed }
    : await tryToDecide(shop, order);
  return renderOrder(shop, order, reading, { failed });
}

function askToReplay(
  shop: ShopContext,
  order: OrderRow,
  { decision, undecidedReason }: Reading,
): Confirmation {
  const { foreignId, number } = order;
  const known = {
    action: replayPath(foreignId, "replay"),
    isHarmless: true,
    back: replayPath(foreignId),
    place: PAGES.replays,
  };
  const anew = "It is decided anew when you confirm; what is true then counts.";
  const plan = decision === null ? null : planOf(shop, order, decision);
  if (decision === null || plan === null) {
    const reason = decision === null ? undecidedReason : decision.decided.why;
    return {
      ...known,
      question: `Replay order ${number} (${foreignId})?`,
      effects: [
        `${decision === null ? "" : "Nothing would be loaded. "}${reason}`,
        ...(decision === null ? [] : ["An order that is unpaid or complete leaves the list."]),
        anew,
      ],
      records: ["replay.decided"],
      verb: "Replay",
    };
  }
  const { documents, checks } = plan;
  const seconds = shop.settings.synchronizationMs / 1_000;
  return {
    ...known,
    question: `${DECISION_NAMES[decision.decided.decision]} of ${number} (${foreignId})?`,
    effects: [
      decision.decided.why,
      documents.length === 0
        ? "The documents it needs are not there or do not fit together, so it would fail."
        : `Loads ${documents.map(({ kind, name }) => `${DOCUMENT_WORDS[kind]} (${name})`).join(", then ")} into the main database.`,
      `Waits ${seconds} s, then verifies: ${checks.map((check) => check.toLowerCase()).join(", ")}. It tries ${REPLAY_ATTEMPTS_MAX} times at most, and the page answers when it is over.`,
      anew,
    ],
    records: ["replay.decided", "replay.documentLoaded", "replay.verified", "replay.failed"],
    verb: DECISION_NAMES[decision.decided.decision],
  };
}
