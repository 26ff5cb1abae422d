import "./evidence-drawer.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { eventAnswer } from "../../api/answers.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { CodedText } from "../coded-text.tsx";
import { EventSentence } from "../event-sentence.tsx";
import { LoadingLine } from "../loading-line.tsx";
import { ProblemView } from "../problem-view.tsx";
import { SequenceText } from "../sequence-text.tsx";
import { SeverityMark } from "../severity.tsx";
import { EvidenceFacts } from "./evidence-facts.tsx";
import { LedgerContext } from "./ledger-context.tsx";
import { RawText } from "./raw-text.tsx";

/** Below this width the drawer lies over the page, and takes the focus when it opens. */
const OVERLAY_BELOW = "(max-width: 1180px)";

/**
 * The record behind a row: two clocks, where it stood, what a parser did, and its text verbatim.
 * `known` saves the question when the page already holds the record.
 */
export function EvidenceDrawer(props: {
  readonly reference: string;
  readonly known: EventAnswer | undefined;
  readonly onClose: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
  readonly onOpen: (reference: string) => void;
  /** What a page adds to the facts: pairs of `dt` and `dd`, each in an `evidence-pair`. */
  readonly facts?: React.ReactNode;
  /** What a page adds to do with the record. */
  readonly actions?: React.ReactNode;
}) {
  const answer = useQuery({ ...eventAnswer(props.reference), enabled: props.known === undefined });
  const event = props.known ?? answer.data;
  const panel = useRef<HTMLElement>(null);
  useShortcuts("panel", { Escape: props.onClose, O: props.onBack, o: props.onNext });
  useEffect(() => {
    if (matchMedia(OVERLAY_BELOW).matches) panel.current?.focus();
  }, []);
  return (
    <aside className="evidence" aria-label={text.evidence.label} ref={panel} tabIndex={-1}>
      <EvidenceHeader {...props} event={event} />
      <LoadingLine isLoading={event === undefined && answer.isPending} />
      {event === undefined && answer.error !== null && (
        <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {event !== undefined && (
        <>
          <section>
            <p className="evidence-sentence">
              <EventSentence event={event} />
            </p>
            <p className="event-type">{event.type}</p>
            <EvidenceFacts event={event}>{props.facts}</EvidenceFacts>
            {props.actions !== undefined && <p className="evidence-actions">{props.actions}</p>}
          </section>
          <ParseNotes event={event} />
          <RawText key={event.reference} event={event} />
          <LedgerContext key={`around ${event.reference}`} event={event} onOpen={props.onOpen} />
        </>
      )}
    </aside>
  );
}

function EvidenceHeader(props: {
  readonly event: EventAnswer | undefined;
  readonly onClose: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
}) {
  return (
    <header>
      <h2>
        {text.common.record}{" "}
        {props.event !== undefined && (
          <SequenceText ledger={props.event.ledger} seq={props.event.seq} />
        )}
      </h2>
      {props.onBack !== undefined && (
        <button type="button" className="button small" onClick={props.onBack}>
          {text.evidence.back} <kbd aria-hidden="true">O</kbd>
        </button>
      )}
      {props.onNext !== undefined && (
        <button type="button" className="button small" onClick={props.onNext}>
          {text.evidence.next} <kbd aria-hidden="true">o</kbd>
        </button>
      )}
      <button type="button" className="button small" onClick={props.onClose}>
        {text.common.close} <kbd aria-hidden="true">Esc</kbd>
      </button>
    </header>
  );
}

/** What the raw text alone does not show: the parser states it. */
function ParseNotes({ event }: { readonly event: EventAnswer }) {
  return event.parseNotes.map(({ code, message }) => (
    <div className="parse-note" key={`${code} ${message}`}>
      <SeverityMark severity="warning" />
      <p>
        <b>
          {text.events.parseNotes[code] ?? text.events.parseNote(code)}
          {text.common.period}
        </b>{" "}
        <CodedText words={message} />
      </p>
    </div>
  ));
}
