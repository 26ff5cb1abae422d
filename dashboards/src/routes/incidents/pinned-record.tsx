import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { IncidentPin } from "#query/answers/incident-answers.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { ReferenceButton } from "./reference-button.tsx";

/** Objects that one record may name are many; those with a timeline are linked. */
const LINKED_MAX = 6;

/** A record in one sentence, with the timelines that it stands in. */
export function PinnedRecord(props: {
  readonly record: NonNullable<IncidentPin["record"]>;
  readonly onOpen: (reference: string) => void;
}) {
  const { reference, type, content } = props.record;
  return (
    <>
      <p className="incident-pin-line">
        <button
          type="button"
          className="incident-pin-title"
          data-opens
          disabled={content === null}
          onClick={() => props.onOpen(reference)}
        >
          {content === null ? (
            <span className="mono">{type}</span>
          ) : (
            <EventSentence event={content} />
          )}
        </button>
        <span className="mono incident-type">{type}</span>
        <ReferenceButton reference={reference} onOpen={props.onOpen} />
      </p>
      {content === null ? <p>{text.incidents.gone}</p> : <Timelines event={content} />}
    </>
  );
}

function Timelines({ event }: { readonly event: EventAnswer }) {
  const rec = shortReference(event);
  const { transactionId } = event;
  const objects = [
    ...(transactionId === undefined ? [] : [{ type: "transaction", id: transactionId }]),
    ...event.objects.filter(({ type }) => type !== "transaction"),
  ].slice(0, LINKED_MAX);
  return (
    <ul className="incident-objects">
      {objects.map(({ type, id }) => (
        <li key={`${type} ${id}`}>
          <span className="quiet">{text.common.of(type)}</span>{" "}
          <PageLink href={pages.object(type, id, { rec })}>
            <IdentifierText id={id} />
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
