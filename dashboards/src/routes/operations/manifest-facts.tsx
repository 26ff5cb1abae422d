import type { ExportManifest } from "#query/answers/export-answers.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { bytes } from "../../messages/format-bytes.ts";
import { useZone } from "../../preferences/use-zone.ts";

/** What a finished file holds, from what, and its hash. */
export function ManifestFacts({ manifest }: { readonly manifest: ExportManifest }) {
  const { counts, coverage, file, positions, range, query } = manifest;
  const words = text.exports;
  const isComplete = coverage.status === "complete";
  return (
    <section>
      <h3>{words.manifestHeading}</h3>
      <dl className="evidence-facts">
        <dt>{words.holdsRecords}</dt>
        <dd>{text.common.count(counts.records)}</dd>
        {counts.objects !== null && (
          <>
            <dt>{words.holdsObjects}</dt>
            <dd>{text.common.count(counts.objects)}</dd>
          </>
        )}
        {query !== null && query !== "" && (
          <>
            <dt>{words.query}</dt>
            <dd className="mono breaking">{query}</dd>
          </>
        )}
        <RangeFacts range={range} />
        <dt>{words.positions}</dt>
        <dd>
          {Object.entries(positions).map(([ledger, throughSeq]) => (
            <span key={ledger} className="mono">
              {ledger}:{throughSeq}
            </span>
          ))}
        </dd>
        <dt>{words.coverage}</dt>
        <dd>
          <span className="export-status">
            <SeverityMark severity={isComplete ? "ok" : "warning"} />
            {isComplete ? words.complete : words.partial}
          </span>
          {coverage.reasons.map((reason) => (
            <span key={reason} className="evidence-sub" lang="en">
              {reason}
            </span>
          ))}
        </dd>
        <dt>{words.columns.size}</dt>
        <dd>{bytes(file.bytes)}</dd>
        <dt>{words.sha256}</dt>
        <dd className="mono breaking">{file.sha256}</dd>
      </dl>
      <div className="evidence-actions">
        <CopyButton label={text.exports.copyHash} value={() => file.sha256} />
      </div>
    </section>
  );
}

function RangeFacts({ range }: { readonly range: ExportManifest["range"] }) {
  const zone = useZone();
  const ends = [
    [text.exports.filters["from"], range.from],
    [text.exports.filters["to"], range.to],
  ] as const;
  return ends.map(
    ([label, iso]) =>
      iso !== null && (
        <div key={label} className="evidence-pair">
          <dt>{label}</dt>
          <dd>
            <TimeText iso={iso} zone={zone} withDate />
          </dd>
        </div>
      ),
  );
}
