import type { StoredLedger, StoredSegment } from "#query/answers/storage-answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";

/** Ends of a ledger and its segments, of which the last takes records. */
export function LedgerSection({ ledger }: { readonly ledger: StoredLedger }) {
  const words = text.storage.ledger;
  const headingId = `storage-ledger-${ledger.ledger}`;
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{words.heading(ledger.ledger)}</h2>
      <dl className="storage-facts">
        <dt>{words.records}</dt>
        <dd>
          {text.common.count(ledger.headSeq - ledger.keptFromSeq + 1)}{" "}
          <span className="quiet">
            {ledger.keptFromSeq > 1 ? words.kept(ledger.keptFromSeq) : words.keptAll}
          </span>
        </dd>
        <dt>{words.oldest}</dt>
        <dd>
          <LedgerEnd end={ledger.oldest} />
        </dd>
        <dt>{words.newest}</dt>
        <dd>
          <LedgerEnd end={ledger.newest} />
        </dd>
        <dt>{words.segments}</dt>
        <dd>{words.segmentCount(ledger.segmentCount, ledger.segments.length)}</dd>
      </dl>
      <SegmentTable segments={ledger.segments} />
    </section>
  );
}

function LedgerEnd({ end }: { readonly end: StoredLedger["oldest"] }) {
  const zone = useZone();
  if (end === null) return text.storage.ledger.none;
  const { reference, recordedAt } = end;
  return (
    <>
      <TimeText iso={recordedAt} zone={zone} withDate /> {zoneLabel(recordedAt, zone)}{" "}
      <PageLink
        className="mono"
        href={pages.find({ order: "oldest", rec: reference.replace(/^main:/, "") })}
      >
        {reference}
      </PageLink>
    </>
  );
}

function SegmentTable({ segments }: { readonly segments: readonly StoredSegment[] }) {
  const { columns, ...words } = text.storage.ledger;
  return (
    <table className="plain-table" aria-label={words.list}>
      <thead>
        <tr>
          <th>{columns.range}</th>
          <th className="align-end optional">{columns.count}</th>
          <th className="align-end">{columns.bytes}</th>
          <th className="align-end optional">{columns.each}</th>
          <th>{columns.state}</th>
        </tr>
      </thead>
      <tbody>
        {segments.map(({ firstSeq, lastSeq, bytes, state }) => {
          const count = lastSeq - firstSeq + 1;
          return (
            <tr key={firstSeq}>
              <th scope="row">
                {count > 0 ? words.range(firstSeq, lastSeq) : words.rangeEmpty(firstSeq)}
              </th>
              <td className="align-end optional">{text.common.count(count)}</td>
              <td className="align-end">{text.operations.bytes(bytes)}</td>
              <td className="align-end optional">{count > 0 && words.each(bytes / count)}</td>
              <td>{words.states[state]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
