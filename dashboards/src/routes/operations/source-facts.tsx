import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { silenceWords } from "./source-state.ts";

/** What it sent, when it sent last, and how long after it happened that became known. */
export function SourceActivityFacts(props: {
  readonly source: SourceAnswer;
  readonly answeredAtMs: number;
}) {
  const { records, lastRecord } = props.source;
  const words = text.sources.panel;
  return (
    <dl className="evidence-facts">
      <dt>{words.records}</dt>
      <dd>{records === 0 ? text.sources.noRecord : text.common.count(records)}</dd>
      {lastRecord !== null && (
        <>
          <dt>{words.last}</dt>
          <dd>
            <Moment iso={lastRecord.time} />{" "}
            <PageLink
              className="mono"
              href={pages.find({
                q: `source:${props.source.name}`,
                as: "query",
                rec: lastRecord.reference.replace(/^main:/, ""),
              })}
            >
              {lastRecord.reference}
            </PageLink>
          </dd>
          <dt>{words.recorded}</dt>
          <dd>
            <Moment iso={lastRecord.recordedAt} />
            <span className="evidence-sub">{lagWords(lastRecord.time, lastRecord.recordedAt)}</span>
          </dd>
          <dt>{words.silence}</dt>
          <dd>
            {words.silenceNow(silenceWords(lastRecord.time, props.answeredAtMs, exactDuration))}
          </dd>
        </>
      )}
    </dl>
  );
}

function lagWords(time: string, recordedAt: string): string {
  const lagMs = Date.parse(recordedAt) - Date.parse(time);
  return lagMs >= 0
    ? text.sources.after(exactDuration(lagMs))
    : text.sources.before(exactDuration(-lagMs));
}

/** How its text is read, and who decides that. */
export function SourceSettingFacts({ source }: { readonly source: SourceAnswer }) {
  const words = text.sources.panel;
  const { files, stores = [], mapping } = source;
  return (
    <dl className="evidence-facts">
      <dt>{words.format}</dt>
      <dd className="mono">{source.format}</dd>
      <dt>{words.timezone}</dt>
      <dd>{source.timezone ?? words.timezoneNone}</dd>
      <dt>{words.stores}</dt>
      <dd>{stores.length === 0 ? words.storesNone : stores.join(", ")}</dd>
      <dt>{words.mapping}</dt>
      <dd>{mappingWords(mapping)}</dd>
      <dt>{words.pattern}</dt>
      <dd className="breaking">{source.transactionIdPattern ?? words.patternStandard}</dd>
      <dt>{words.protect}</dt>
      <dd>{source.protectRaw === true ? words.protectedText : words.plainText}</dd>
      {files !== undefined && (
        <>
          <dt>{words.paths}</dt>
          <dd className="mono breaking">{files.paths.join(" ")}</dd>
        </>
      )}
      {files?.exclude !== undefined && (
        <>
          <dt>{words.exclude}</dt>
          <dd className="mono breaking">{files.exclude.join(" ")}</dd>
        </>
      )}
      <dt>{words.registered}</dt>
      <dd>
        <Moment iso={source.registeredAt} />
      </dd>
      <dt>{words.by}</dt>
      <dd>{text.sources.managed[source.managedBy ?? "unknown"]}</dd>
    </dl>
  );
}

function mappingWords(mapping: SourceAnswer["mapping"]): string {
  const words = text.sources.panel;
  if (mapping === undefined) return words.noMapping;
  return typeof mapping === "string" ? mapping : words.ownMapping(mapping.version);
}

function Moment({ iso }: { readonly iso: string }) {
  const zone = useZone();
  return (
    <>
      <TimeText iso={iso} zone={zone} withDate /> {zoneLabel(iso, zone)}
    </>
  );
}
