import "./verdict-lines.css";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";

type Severity = NonNullable<ObjectAnswer["findings"]>[number]["severity"];

interface Found {
  readonly rule: string;
  readonly severity: Severity;
}

const GRAVEST_FIRST: readonly Severity[] = ["critical", "error", "warning", "info"];

/** The gravest first; those equally grave stay in order. */
export function gravestFirst<One extends Found>(findings: readonly One[]): One[] {
  return findings.toSorted(
    (left, right) => GRAVEST_FIRST.indexOf(left.severity) - GRAVEST_FIRST.indexOf(right.severity),
  );
}

/**
 * State and gravest findings of an object, in a few words each; the first is heavier. Where nothing but
 * information was found, the state comes first.
 */
export function VerdictLines(props: {
  readonly type: string;
  readonly state: string;
  readonly findings: readonly Found[];
  /** Findings named; the rest is counted. */
  readonly findingsMax: number;
}) {
  const { type, state, findings, findingsMax } = props;
  const name = stateName(type, state);
  if (findings.length === 0) {
    return (
      <p className="verdict-lines">
        <span>
          <SeverityMark severity="ok" />
          <b>{text.find.verdict(name)}</b>
        </span>
      </p>
    );
  }
  // One rule may hold on several of the objects that belong together.
  const rules = [...new Map(findings.map((found) => [found.rule, found])).values()];
  const gravest = gravestFirst(rules);
  const shown = gravest.slice(0, findingsMax);
  const left = rules.length - shown.length;
  const isQuiet = gravest[0]?.severity === "info";
  return (
    <p className="verdict-lines">
      {isQuiet && (
        <span>
          <SeverityMark severity="ok" />
          <b>{name}</b>
        </span>
      )}
      {shown.map(({ rule, severity }, index) => (
        <span key={rule}>
          <SeverityMark severity={severity} />
          <span>
            <span className="visually-hidden">{text.findings.severities[severity]}: </span>
            {index === 0 && !isQuiet ? <b>{findingTitle(rule)}</b> : findingTitle(rule)}
          </span>
        </span>
      ))}
      {(!isQuiet || left > 0) && (
        <span className="verdict-state">
          {!isQuiet && <span>{name}</span>}
          {left > 0 && <i>{text.find.moreFindings(left)}</i>}
        </span>
      )}
    </p>
  );
}
