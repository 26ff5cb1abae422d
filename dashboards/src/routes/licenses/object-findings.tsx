import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { FindingLine } from "../../components/findings/finding-line.tsx";
import { text } from "../../messages/current.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";

/** What is wrong with the object and with what belongs to it, then what is not known. */
export function ObjectFindings(props: {
  readonly answer: ObjectAnswer;
  readonly onOpen: (reference: string) => void;
}) {
  const { answer } = props;
  const { findings = [], narrative = [] } = answer;
  const unknown = narrative.filter(({ chapter }) => chapter === "unknown");
  return (
    <>
      <section className="license-section" aria-labelledby="license-findings">
        <h3 id="license-findings">{text.licenses.findings(findings.length)}</h3>
        <ul className="license-finding-list">
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.on.type} ${finding.on.id}`}>
              <FindingLine
                {...finding}
                on={finding.on.id === answer.object.id ? undefined : finding.on}
              />
              <EvidenceLinks references={finding.evidence} onOpen={props.onOpen} />
            </li>
          ))}
        </ul>
      </section>
      <section className="license-section" aria-labelledby="license-unknown">
        <h3 id="license-unknown">{text.licenses.notKnown}</h3>
        <ul className="license-unknowns" lang="en">
          {unknown.map(({ text: words }) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
