import type { EventAnswer } from "#query/answers/event-answer.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { SequenceText } from "../../components/sequence-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** What a column says of a record. */
export function ResultCell(props: {
  readonly column: string;
  readonly event: EventAnswer;
  /** Time of the row above, whose repeated parts are muted. */
  readonly above: string | undefined;
  readonly zone: string;
  readonly isTabStop: boolean;
}) {
  const { event, zone } = props;
  switch (props.column) {
    case "time":
      return <TimeText iso={event.time} zone={zone} above={props.above} withDate />;
    case "recorded":
      return <TimeText iso={event.recordedAt} zone={zone} withDate />;
    case "id":
      return event.transactionId === undefined ? (
        <span className="quiet">{text.find.unattributed}</span>
      ) : (
        <ObjectLink type="transaction" id={event.transactionId} isTabStop={props.isTabStop} />
      );
    case "what":
      return <EventSentence event={event} />;
    case "objects":
      return <Objects event={event} isTabStop={props.isTabStop} />;
    case "amount":
      return event.amount === undefined ? null : formatAmount(event.amount);
    case "actor":
      return event.actor === undefined ? null : `${event.actor.type} ${event.actor.id}`;
    case "source":
      return event.source.name;
    case "seq":
      return <SequenceText ledger={event.ledger} seq={event.seq} />;
    case "type":
      return event.type;
    case "outcome":
      return event.outcome;
    case "reason":
      return event.reason;
    case "level":
      return event.level;
    default:
      return attributeText(event, props.column);
  }
}

/** Whether a column that not every record fills has nothing to say of this one. */
export function isBlank(event: EventAnswer, column: string): boolean {
  switch (column) {
    case "recorded":
    case "source":
      return false;
    case "objects":
      return namedObjects(event).length === 0;
    case "amount":
    case "actor":
    case "outcome":
    case "reason":
    case "level":
      return event[column] === undefined;
    default:
      return attributeText(event, column) === null;
  }
}

/** What it is about, beside its transaction; other IDs of the same objects are left out. */
function namedObjects(event: EventAnswer) {
  return event.objects.filter(({ type, role }) => type !== "transaction" && role === undefined);
}

function Objects(props: { readonly event: EventAnswer; readonly isTabStop: boolean }) {
  return namedObjects(props.event).map(({ type, id }) => (
    <span className="result-object" key={`${type} ${id}`}>
      {text.common.of(type)} <ObjectLink type={type} id={id} isTabStop={props.isTabStop} />
    </span>
  ));
}

function ObjectLink(props: {
  readonly type: string;
  readonly id: string;
  readonly isTabStop: boolean;
}) {
  return (
    <PageLink
      href={pages.object(props.type, props.id)}
      tabIndex={props.isTabStop ? 0 : -1}
      onClick={(click) => click.stopPropagation()}
    >
      <IdentifierText id={props.id} />
    </PageLink>
  );
}

/** The value at a path `attributes.a.b`; what is not plain text as JSON. */
function attributeText(event: EventAnswer, column: string): string | null {
  const path = column.split(".").slice(1);
  let value: unknown = event.attributes[path.join(".")];
  if (value === undefined) {
    value = path.reduce<unknown>((within, name) => memberOf(within, name), event.attributes);
  }
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function memberOf(within: unknown, name: string): unknown {
  if (typeof within !== "object" || within === null || !Object.hasOwn(within, name))
    return undefined;
  return Object.entries(within).find(([member]) => member === name)?.[1];
}
