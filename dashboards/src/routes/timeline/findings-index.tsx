import { useState } from "react";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { FindingLine } from "../../components/findings/finding-line.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { useIsPrinting } from "../../components/use-virtual-rows.ts";
import { text } from "../../messages/current.ts";
import { findingKey } from "./dues.ts";
import type { Finding } from "./dues.ts";

/** Findings listed at once, the gravest; a button shows the rest. */
const LISTED_MAX = 5;

/** All findings by title and time; each goes to its card among the records. */
export function FindingsIndex(props: {
  readonly findings: readonly Finding[];
  readonly object: ObjectAnswer["object"];
  readonly onFinding: (finding: Finding) => void;
}) {
  const { findings, object } = props;
  const [isWhole, setIsWhole] = useState(false);
  const isSameYear = new Set(findings.map(({ since }) => since.slice(0, 4))).size === 1;
  const isPrinting = useIsPrinting();
  const listed = isWhole || isPrinting ? findings : findings.slice(0, LISTED_MAX);
  return (
    <section className="findings-index" aria-labelledby="findings-index">
      <h2 id="findings-index">{text.findings.count(findings.length)}</h2>
      {findings.length === 0 && (
        <p className="findings-none">
          <SeverityMark severity="ok" /> {text.timeline.noFindingsExplain}
        </p>
      )}
      <ol>
        {listed.map((finding) => (
          <li key={findingKey(finding)}>
            <FindingLine
              severity={finding.severity}
              rule={finding.rule}
              since={finding.since}
              isYearTold={isSameYear}
              on={
                finding.on.type === object.type && finding.on.id === object.id
                  ? undefined
                  : finding.on
              }
              onOpen={() => props.onFinding(finding)}
            />
          </li>
        ))}
      </ol>
      {findings.length > LISTED_MAX && !isPrinting && (
        <button
          type="button"
          className="link-button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? text.timeline.fewerFindings : text.timeline.allFindings(findings.length)}
        </button>
      )}
    </section>
  );
}
