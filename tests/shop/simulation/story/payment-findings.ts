import { MINUTE_MS, has, type IdContext, type Rules } from "./rule-context.ts";
import { readPayment, tellsPayment } from "./order-story.ts";
import { ofType, text, timeMs } from "./told-events.ts";

export const PAYMENT_RULES: Rules<IdContext> = {
  "payment.duplicate-capture": ({ events }) => ofType(events, "payment.captured").length > 1,
  "payment.capture-without-authorization": ({ events }) =>
    text(ofType(events, "payment.requested")[0], "operation") === "authorize" &&
    events.some(tellsPayment) &&
    !has(events, "payment.authorized"),
  "payment.refund-exceeds-captured": ({ told, id, events }) => {
    if (!has(events, "payment.requested")) return false;
    const { capturedMinor, readMinor, refundedMinor } = readPayment(told, id);
    return refundedMinor > Math.max(capturedMinor, readMinor);
  },
  "payment.unanswered": ({ events, endMs }) => {
    const [requested] = ofType(events, "payment.requested");
    if (requested === undefined) return false;
    const answer = ofType(
      events,
      "payment.authorized",
      "payment.captured",
      "payment.declined",
      "payment.timedOut",
      "payment.stateRead",
      "payment.released",
    )[0];
    return answer === undefined && endMs - timeMs(requested) > 15 * MINUTE_MS;
  },
};
