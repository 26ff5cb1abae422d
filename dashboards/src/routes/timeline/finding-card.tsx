import "./finding-card.css";
import { useState } from "react";
import { classNames } from "../../components/class-names.ts";
import { TriageWords } from "../../components/findings/finding-line.tsx";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { useIsPrinting } from "../../components/use-virtual-rows.ts";
import { text } from "../../messages/current.ts";
import type { Finding } from "./dues.ts";
import { EvidenceLinks } from "./views/evidence-links.tsx";

/** Proofs named one by one; a finding may rest on hundreds. */
const PROOFS_NAMED_MAX = 12;

/**
 * All that is said of a finding: severity, title, rule and version, the service's sentence, what proves it, and
 * what people said of it. `on` names the object where it is not the page's own.
 */
export function FindingCard(props: {
  readonly finding: Finding;
  readonly on?: Finding["on"] | undefined;
  readonly onOpen: (reference: string) => void;
  readonly actions?: React.ReactNode;
}) {
  const { finding, on } = props;
  // What is only worth knowing takes two lines, until somebody asks for more.
  const [isOpen, setIsOpen] = useState(finding.severity !== "info" || finding.triage !== null);
  const isShown = useIsPrinting() || isOpen;
  return (
    <div className={classNames("finding-card", finding.severity)}>
      <div className="finding-card-head">
        <SeverityMark severity={finding.severity} />
        <span className="finding-card-severity">{text.findings.severities[finding.severity]}</span>
        <span className="finding-card-title">{findingTitle(finding.rule)}</span>
        {on !== undefined && (
          <span className="finding-card-on">
            {text.findings.on} {text.common.of(on.type)} <IdentifierText id={on.id} />
          </span>
        )}
        <span className="finding-card-rule">{finding.rule}</span>
        <span className="finding-card-version">{text.findings.ruleVersion(finding.version)}</span>
        {!isShown && (
          <button
            type="button"
            className="link-button"
            aria-expanded={false}
            onClick={() => setIsOpen(true)}
          >
            {text.timeline.openFinding}
          </button>
        )}
      </div>
      <p lang="en">{finding.sentence}</p>
      {isShown && (
        <div className="finding-card-foot">
          <Proofs evidence={finding.evidence} onOpen={props.onOpen} />
          {props.actions !== undefined && (
            <span className="finding-card-actions">{props.actions}</span>
          )}
        </div>
      )}
      {finding.triage !== null && (
        <p className="finding-card-proofs">
          <TriageWords triage={finding.triage} />
        </p>
      )}
    </div>
  );
}

function Proofs(props: {
  readonly evidence: readonly string[];
  readonly onOpen: (reference: string) => void;
}) {
  const named = props.evidence.slice(0, PROOFS_NAMED_MAX);
  const more = props.evidence.length - named.length;
  return (
    <span className="finding-card-proofs">
      {text.findings.provedBy} <EvidenceLinks references={named} onOpen={props.onOpen} />
      {more > 0 && ` ${text.findings.moreProofs(more)}`}
    </span>
  );
}
