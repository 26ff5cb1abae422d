import "./finding-actions.css";
import { useRef, useState } from "react";
import type { TriageAnswer } from "#query/answers/triage-answers.ts";
import type { Finding, ObjectKey, TriageAction } from "../../../api/triage.ts";
import { TriageWords } from "../../../components/findings/finding-line.tsx";
import { findingTitle } from "../../../components/findings/finding-title.ts";
import { RecordLink } from "../../../components/pins/record-link.tsx";
import { SeverityMark } from "../../../components/severity.tsx";
import { useKeptFocus } from "../../../components/use-kept-focus.ts";
import { text } from "../../../messages/current.ts";
import { TriageDialog } from "./triage-dialog.tsx";

type TriagedFinding = Pick<Finding, "rule" | "triage">;

/** What can be said of a finding, by what was said of it last. */
function actionsFor({ triage }: TriagedFinding): readonly TriageAction[] {
  const isOpen = triage === null || triage.status === "reopened";
  if (isOpen) return ["acknowledge", "explain", "assign"];
  return triage.status === "explained" ? ["assign", "reopen"] : ["explain", "assign", "reopen"];
}

/**
 * What may be said of a finding; what was recorded is told beside it. `on` is the object the finding is on.
 *
 * @example
 *   <FindingActions finding={finding} on={finding.on} />
 */
export function FindingActions(props: {
  readonly finding: TriagedFinding;
  readonly on: ObjectKey;
}) {
  const { finding, on } = props;
  const [asked, setAsked] = useState<TriageAction>();
  const [recorded, setRecorded] = useState<TriageAnswer>();
  const group = useRef<HTMLFieldSetElement>(null);
  useKeptFocus(group, finding.triage?.reference);
  const title = findingTitle(finding.rule);
  // Once answers show it, the finding itself tells it.
  const isShown = recorded?.triage.reference === finding.triage?.reference;
  return (
    <>
      <fieldset className="finding-actions" ref={group}>
        <legend className="visually-hidden">{text.triage.group(title)}</legend>
        {actionsFor(finding).map((action) => (
          <button
            key={action}
            type="button"
            className="button small"
            onClick={() => setAsked(action)}
          >
            {text.triage.acts[action]}
          </button>
        ))}
      </fieldset>
      <output className="finding-recorded">
        {recorded !== undefined && !isShown && <Recorded answer={recorded} />}
      </output>
      {asked !== undefined && (
        <TriageDialog
          action={asked}
          rule={finding.rule}
          on={on}
          onRecorded={setRecorded}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Recorded({ answer }: { readonly answer: TriageAnswer }) {
  return (
    <>
      <SeverityMark severity="ok" />
      <span>
        {text.triage.recorded} <RecordLink reference={answer.triage.reference} />
        <span className="finding-recorded-words">
          <TriageWords triage={answer.triage} />
        </span>
        {!answer.holds && <span className="finding-recorded-words">{text.triage.gone}</span>}
        {!answer.indexed && (
          <span className="finding-recorded-words">{text.triage.notShownYet}</span>
        )}
      </span>
    </>
  );
}
