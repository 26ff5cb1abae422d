import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { MarkFill } from "../components/mark.tsx";

const REQUESTED = /\.(?:requested|started|scheduled|selected|numberReserved|decided)$/;
const REFUSED =
  /\.(?:declined|rejected|failed|timedOut|missed|bounced|validationFailed|handlerMissing|sessionExpired|templateMismatch|blocked|lost|uncertain)$/;

/** Whether it happened, was asked for, or was refused: the fill of its mark. */
export function markFill(event: Pick<EventAnswer, "type" | "outcome">): MarkFill {
  if (REFUSED.test(event.type) || event.outcome === "failed" || event.outcome === "failure") {
    return "refused";
  }
  return REQUESTED.test(event.type) ? "requested" : "happened";
}

/** A reference as addresses carry it: ledger `main` needs no name. */
export function shortReference(event: Pick<EventAnswer, "ledger" | "seq">): string {
  return event.ledger === "main" ? String(event.seq) : `${event.ledger}:${event.seq}`;
}
