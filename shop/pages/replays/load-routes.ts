import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ShopContext } from "../../context.ts";
import { ShopError } from "../../errors.ts";
import { DECISION_NAMES } from "../../replay/drawing/decision-tree.ts";
import { requireForeignId } from "../../replay/hand-replay.ts";
import { loadByHand, type LoadByHand, verifyByHand } from "../../replay/load-buttons.ts";
import { tryToDecide, viewDocuments } from "../../replay/view-replay.ts";
import { renderConfirmation } from "../confirmation.ts";
import { donePath } from "../page-message.ts";
import { PAGES, recordedReplayPath, replayPath } from "../page-paths.ts";
import { attempt, renderFailed } from "./replay-routes.ts";
import { DOCUMENT_WORDS } from "./replay-words.ts";

const orderParams = z.object({ foreignId: z.string() });
const buttonFields = z.object({
  document: z.enum(["orderInfo", "getKeyRequest"]),
  lineItemId: z.string().min(1).max(64),
});

/** The load buttons, and the verification of what they loaded. */
export function addLoadRoutes(app: FastifyInstance, shop: ShopContext): void {
  const at = `${PAGES.replays}/:foreignId`;
  app.get(`${at}/load`, async ({ params, query }) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const { foreignId } = order;
    const button = readButton(query);
    const { document, lineItemId } = button;
    const isThere = viewDocuments(shop, order).some(
      (one) => one.kind === document && one.lineItemId === lineItemId,
    );
    if (!isThere) throw new ShopError("not-found", "The order has no such document.");
    const name = DOCUMENT_WORDS[document];
    const { decision, undecidedReason } = await tryToDecide(shop, order);
    return renderConfirmation({
      question: `Load ${name} of ${foreignId} by hand?`,
      effects: [
        decision === null
          ? undecidedReason
          : `The table says: ${DECISION_NAMES[decision.decided.decision]}. ${decision.decided.why}`,
        `It goes into the main database whatever the table says, for line item ${lineItemId}.`,
        "Nothing is verified until you ask for it. The load is recorded as yours.",
      ],
      records: ["replay.decided", "replay.documentLoaded", "replay.failed"],
      action: replayPath(foreignId, "load"),
      fields: { document, lineItemId },
      verb: `Load ${name}`,
      back: `${replayPath(foreignId)}#by-hand`,
      place: PAGES.replays,
    });
  });
  app.post(`${at}/load`, async ({ params, body }, reply) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const { foreignId } = order;
    const button = readButton(body);
    const outcome = await attempt(() => loadByHand(shop, foreignId, button));
    if ("failed" in outcome) {
      return reply.status(outcome.status).send(await renderFailed(shop, order, outcome));
    }
    const { state, replayId } = outcome;
    const path =
      state === "failed"
        ? recordedReplayPath(foreignId, replayId)
        : donePath(replayPath(foreignId), "document-loaded");
    return reply.redirect(path, 303);
  });
  app.post(`${at}/verification`, async ({ params }, reply) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const outcome = await attempt(async () => verifyByHand(shop, order.foreignId));
    if ("failed" in outcome) {
      return reply.status(outcome.status).send(await renderFailed(shop, order, outcome));
    }
    return reply.redirect(recordedReplayPath(order.foreignId, outcome.id), 303);
  });
}

/** Throws `invalid-request`. */
function readButton(fields: unknown): LoadByHand {
  const read = buttonFields.safeParse(typeof fields === "object" ? { ...fields } : fields);
  if (read.success) return read.data;
  throw new ShopError("invalid-request", "The request names no document of a line item.");
}
