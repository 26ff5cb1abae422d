import type { EventAnswer } from "#query/answers/event-answer.ts";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { localZone, zoneLabel } from "../../time/format-time.ts";
import { IdentifierText } from "../identifier-text.tsx";
import { PageLink } from "../page-link.tsx";
import { TimeText } from "../time-text.tsx";

/** Both clocks in UTC and in the reader's zone, the place in the source, and every stated fact. */
export function EvidenceFacts({
  event,
  children,
}: {
  readonly event: EventAnswer;
  /** Further facts, which only the page knows. */
  readonly children?: React.ReactNode;
}) {
  const lagMs = Date.parse(event.recordedAt) - Date.parse(event.time);
  return (
    <dl className="evidence-facts">
      <dt>{text.evidence.occurred}</dt>
      <dd>
        <TimeText iso={event.time} zone="UTC" withDate /> UTC
        <LocalTime iso={event.time} />
      </dd>
      <dt>{text.evidence.recorded}</dt>
      <dd>
        <TimeText iso={event.recordedAt} zone="UTC" withDate /> UTC
        <span className="evidence-sub">
          {lagMs >= 0
            ? text.evidence.later(exactDuration(lagMs))
            : text.evidence.earlier(exactDuration(-lagMs))}
        </span>
      </dd>
      <dt>{text.evidence.source}</dt>
      <dd>
        <SourcePlace event={event} />
      </dd>
      {children}
      <Stated event={event} />
    </dl>
  );
}

function LocalTime({ iso }: { readonly iso: string }) {
  const zone = localZone();
  if (zone === "UTC") return null;
  return (
    <span className="evidence-sub">
      <TimeText iso={iso} zone={zone} withDate /> {zoneLabel(iso, zone)}
    </span>
  );
}

function SourcePlace({ event }: { readonly event: EventAnswer }) {
  const { name, format, file, line, offset } = event.source;
  const place = [
    line === undefined ? undefined : text.evidence.line(line),
    offset === undefined ? undefined : text.evidence.byte(offset),
  ].filter((part) => part !== undefined);
  return (
    <>
      <span className="mono">{name}</span>
      {place.length > 0 && `, ${place.join(", ")}`}
      {(file ?? format) !== undefined && (
        <span className="evidence-sub breaking">
          {[file, format].filter((part) => part !== undefined).join(" · ")}
        </span>
      )}
    </>
  );
}

function Stated({ event }: { readonly event: EventAnswer }) {
  const texts: readonly (readonly [string, string | undefined])[] = [
    [text.evidence.amount, event.amount === undefined ? undefined : formatAmount(event.amount)],
    [text.evidence.outcome, event.outcome],
    [text.evidence.reason, event.reason],
    [text.evidence.message, event.message],
    [text.evidence.level, event.level],
    [
      text.evidence.actor,
      event.actor === undefined ? undefined : `${event.actor.type} ${event.actor.id}`,
    ],
    [text.evidence.unattributed, event.unattributed],
    [text.evidence.trace, event.traceparent],
  ];
  return (
    <>
      {(event.transactionId !== undefined || event.objects.length > 0) && (
        <>
          <dt>{text.evidence.objects}</dt>
          <dd>
            <Objects event={event} />
          </dd>
        </>
      )}
      {texts.map(
        ([label, value]) =>
          value !== undefined && (
            <div className="evidence-pair" key={label}>
              <dt>{label}</dt>
              <dd className="breaking">{value}</dd>
            </div>
          ),
      )}
      {Object.entries(event.attributes).map(([name, value]) => (
        <div className="evidence-pair" key={name}>
          <dt className="mono breaking">{name}</dt>
          <dd className="mono breaking">{attributeText(value)}</dd>
        </div>
      ))}
      <dt>{text.evidence.eventId}</dt>
      <dd className="mono breaking">{event.id}</dd>
    </>
  );
}

function attributeText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Objects({ event }: { readonly event: EventAnswer }) {
  const others = event.objects.filter(
    ({ type, id }) => type !== "transaction" || id !== event.transactionId,
  );
  return (
    <ul>
      {event.transactionId !== undefined && (
        <li>
          {text.common.of("transaction")}{" "}
          <PageLink href={pages.transaction(event.transactionId)}>
            <IdentifierText id={event.transactionId} />
          </PageLink>
        </li>
      )}
      {others.map((object) => (
        <li key={`${object.type} ${object.id} ${object.role ?? ""}`}>
          {text.common.of(object.type)}{" "}
          <PageLink href={pages.object(object.type, object.id)}>
            <IdentifierText id={object.id} />
          </PageLink>
          {object.role !== undefined && <span className="quiet"> {object.role}</span>}
        </li>
      ))}
    </ul>
  );
}
