import "./export-progress.css";
import type { ExportAnswer } from "#query/answers/export-answers.ts";
import { text } from "../../messages/current.ts";
import { SeverityMark } from "../severity.tsx";
import type { Severity } from "../severity.tsx";

const MARKS: Readonly<Partial<Record<ExportAnswer["status"], Severity>>> = {
  failed: "error",
  cancelled: "warning",
  finished: "ok",
};

/** Shape and word of an export's status. */
export function ExportStatus({ status }: Pick<ExportAnswer, "status">) {
  const mark = MARKS[status];
  return (
    <span className="export-status">
      {mark !== undefined && <SeverityMark severity={mark} />}
      {text.exports.statuses[status]}
    </span>
  );
}

/** How far a working export is: a bar where an end is known, and the count itself. */
export function ExportProgress({ answer }: { readonly answer: ExportAnswer }) {
  const { step, done, expected } = answer.progress;
  const label = text.exports.steps[step] ?? text.exports.otherStep;
  return (
    <span className="export-progress">
      <progress
        aria-label={text.exports.progressLabel}
        {...(expected === null || expected === 0 ? {} : { max: expected, value: done })}
      />
      <span>
        {label}
        <span className="export-count">{text.exports.progress(done, expected)}</span>
      </span>
    </span>
  );
}
