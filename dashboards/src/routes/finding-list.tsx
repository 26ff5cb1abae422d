import "./finding-list.css";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { FindingLine } from "../components/findings/finding-line.tsx";
import { PinButton } from "../components/pins/pin-button.tsx";
import { FindingActions } from "./timeline/triage/finding-actions.tsx";
import { EvidenceLinks } from "./timeline/views/evidence-links.tsx";

type Finding = NonNullable<ObjectAnswer["findings"]>[number];

/** Findings with the records that prove them, what people said of them, and what may be said. */
export function FindingList(props: {
  readonly findings: readonly Finding[];
  readonly onOpen: (reference: string) => void;
}) {
  return (
    <ul className="finding-list">
      {props.findings.map((finding) => {
        const { rule, severity, since, sentence, triage, evidence, on } = finding;
        return (
          <li key={`${on.id} ${rule}`}>
            <FindingLine
              rule={rule}
              severity={severity}
              since={since}
              sentence={sentence}
              triage={triage}
            />
            <div className="finding-list-acts">
              <EvidenceLinks references={evidence} onOpen={props.onOpen} />
              <FindingActions finding={finding} on={on} />
              <PinButton pin={{ finding, on }} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
