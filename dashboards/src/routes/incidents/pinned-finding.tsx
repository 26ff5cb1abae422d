import type { IncidentPin } from "#query/answers/incident-answers.ts";
import { TriageWords } from "../../components/findings/finding-line.tsx";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { ReferenceButton } from "./reference-button.tsx";

/** A finding: what it said when it was pinned, and what it says now. */
export function PinnedFinding(props: {
  readonly finding: NonNullable<IncidentPin["finding"]>;
  readonly onOpen: (reference: string) => void;
}) {
  const { on, rule, asPinned, now } = props.finding;
  const [first] = asPinned.evidence;
  return (
    <>
      <p className="incident-pin-line">
        <span className={`incident-severity severity-${asPinned.severity}`}>
          <SeverityMark severity={asPinned.severity} />
          {text.findings.severities[asPinned.severity]}
        </span>
        <button
          type="button"
          className="incident-pin-title"
          data-opens
          onClick={() => first !== undefined && props.onOpen(first)}
        >
          {findingTitle(rule)}
        </button>
        <span className="mono incident-type">{text.incidents.rule(rule, asPinned.version)}</span>
      </p>
      <ul className="incident-objects">
        <li>
          <span className="quiet">{text.common.of(on.type)}</span>{" "}
          <PageLink href={pages.object(on.type, on.id)}>
            <IdentifierText id={on.id} />
          </PageLink>
        </li>
      </ul>
      <dl className="incident-standing">
        <dt>{text.incidents.asPinned}</dt>
        <dd lang="en">{asPinned.sentence}</dd>
        <dt>{text.incidents.now}</dt>
        <dd>
          <StandsNow finding={props.finding} />
        </dd>
        {now?.triage !== undefined && now.triage !== null && (
          <>
            <dt>{text.incidents.said}</dt>
            <dd>
              <TriageWords triage={now.triage} />
            </dd>
          </>
        )}
        <dt>{text.incidents.provedBy}</dt>
        <dd className="incident-evidence">
          {asPinned.evidence.map((reference) => (
            <ReferenceButton key={reference} reference={reference} onOpen={props.onOpen} />
          ))}
        </dd>
      </dl>
    </>
  );
}

function StandsNow({ finding }: { readonly finding: NonNullable<IncidentPin["finding"]> }) {
  const { asPinned, now } = finding;
  if (now === null) return text.incidents.holdsNoMore;
  if (now.sentence === asPinned.sentence && now.severity === asPinned.severity) {
    return text.incidents.unchanged;
  }
  return (
    <>
      {now.severity !== asPinned.severity && <b>{text.findings.severities[now.severity]}: </b>}
      <span lang="en">{now.sentence}</span>
    </>
  );
}
