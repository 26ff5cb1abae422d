import "./finding-line.css";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDay, timeParts } from "../../time/format-time.ts";
import { IdentifierText } from "../identifier-text.tsx";
import { PageLink } from "../page-link.tsx";
import { SeverityMark } from "../severity.tsx";
import { TimeText } from "../time-text.tsx";
import { findingTitle } from "./finding-title.ts";

type Finding = NonNullable<ObjectAnswer["findings"]>[number];

/**
 * A finding in one line: shape and word of its severity, its short title, since when (RFC 3339). With `sentence`
 * the service's own words stand beneath, with `on` the object it is on. The title is a link where `href` is given,
 * a button where `onOpen` is.
 *
 * @example
 *   <FindingLine severity="error" rule="license.missing" since={since} href={pages.object("order", id)} />
 */
export function FindingLine(props: {
  readonly severity: Finding["severity"];
  readonly rule: string;
  readonly since?: string | undefined;
  /** The year stands above already: the day is written short. */
  readonly isYearTold?: boolean;
  readonly sentence?: string | undefined;
  readonly on?: { readonly type: string; readonly id: string } | undefined;
  readonly triage?: Finding["triage"] | undefined;
  readonly href?: string | undefined;
  readonly onOpen?: (() => void) | undefined;
}) {
  const { on, since, sentence, triage, isYearTold } = props;
  const zone = useZone();
  return (
    <div className="finding-line">
      <SeverityMark severity={props.severity} />
      <span>
        <span className="visually-hidden">{text.findings.severities[props.severity]}: </span>
        <Title {...props} />
      </span>
      {since !== undefined && (
        <span className="finding-line-since">
          {isYearTold === true && `${shortDay(timeParts(since, zone).date)} `}
          <TimeText iso={since} zone={zone} withDate={isYearTold !== true} />
        </span>
      )}
      {on !== undefined && (
        <p className="finding-line-more">
          {text.findings.on} {text.common.of(on.type)} <IdentifierText id={on.id} />
        </p>
      )}
      {sentence !== undefined && (
        <p className="finding-line-more" lang="en">
          {sentence}
        </p>
      )}
      {triage !== undefined && triage !== null && (
        <p className="finding-line-more">
          <TriageWords triage={triage} />
        </p>
      )}
    </div>
  );
}

function Title(props: {
  readonly rule: string;
  readonly href?: string | undefined;
  readonly onOpen?: (() => void) | undefined;
}) {
  const title = findingTitle(props.rule);
  if (props.href !== undefined) {
    return (
      <PageLink className="finding-line-title" href={props.href}>
        {title}
      </PageLink>
    );
  }
  if (props.onOpen === undefined) return <span className="finding-line-title">{title}</span>;
  return (
    <button type="button" className="finding-line-title" onClick={props.onOpen}>
      {title}
    </button>
  );
}

/** Who said what last of a finding, and when: `Explained by anna: “refunded by phone”`. */
export function TriageWords({ triage }: { readonly triage: NonNullable<Finding["triage"]> }) {
  const zone = useZone();
  const { status, by, assignee, note, at, hasNewEvidence } = triage;
  return (
    <>
      <b>{text.findings.triage[status]}</b>{" "}
      {assignee !== null && `${text.findings.triageTo(assignee)} `}
      {by !== null && `${text.findings.triageBy(by)} `}
      <TimeText iso={at} zone={zone} withDate /> {note !== null && <q>{note}</q>}
      {hasNewEvidence && <b> {text.findings.newEvidence}</b>}
    </>
  );
}
