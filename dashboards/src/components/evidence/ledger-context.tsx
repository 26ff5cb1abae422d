import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { contextAnswer } from "../../api/answers.ts";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { classNames } from "../class-names.ts";
import { EventSentence } from "../event-sentence.tsx";
import { ProblemView } from "../problem-view.tsx";
import { SequenceText } from "../sequence-text.tsx";
import { TimeText } from "../time-text.tsx";

/** Records shown on each side: with the record itself, 25 lines. */
const AROUND = 12;

/** What the ledger took in just before and after, whoever it belongs to. */
export function LedgerContext(props: {
  readonly event: EventAnswer;
  readonly onOpen: (reference: string) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const zone = useZone();
  const answer = useQuery({
    ...contextAnswer(shortReference(props.event), AROUND, AROUND),
    enabled: isOpen,
  });
  if (!isOpen) {
    return (
      <section>
        <button type="button" className="button small" onClick={() => setIsOpen(true)}>
          {text.evidence.around(2 * AROUND + 1)}
        </button>
      </section>
    );
  }
  const rows =
    answer.data === undefined
      ? []
      : [...answer.data.before, answer.data.event, ...answer.data.after];
  return (
    <section>
      <h3>{text.evidence.aroundHeading}</h3>
      {answer.error !== null && (
        <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      <ol className="around">
        {rows.map((row, index) => (
          <li
            key={row.reference}
            className={classNames(row.reference === props.event.reference && "around-self")}
          >
            <button type="button" onClick={() => props.onOpen(shortReference(row))}>
              <SequenceText ledger={row.ledger} seq={row.seq} />
              <TimeText iso={row.time} zone={zone} above={rows[index - 1]?.time} />
              <span className="around-what">
                <EventSentence event={row} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
