import type { EventAnswer } from "#query/answers/event-answer.ts";
import { text } from "../messages/current.ts";

/** What happened, in words; the facts in it are heavier. */
export function EventSentence({ event }: { readonly event: EventAnswer }) {
  return text.events
    .sentence(event)
    .map((piece) => (typeof piece === "string" ? piece : <b key={piece.strong}>{piece.strong}</b>));
}

export function sentenceText(event: EventAnswer): string {
  return text.events
    .sentence(event)
    .map((piece) => (typeof piece === "string" ? piece : piece.strong))
    .join("");
}
