import type { Finding, ObjectKey } from "../../../api/triage.ts";
import { text } from "../../../messages/current.ts";

/**
 * What may be said of a finding, and what was said last. `on` is the object the finding is on.
 *
 * @example
 *   <FindingActions finding={finding} on={finding.on} />
 */
export function FindingActions(props: {
  readonly finding: Pick<Finding, "rule" | "triage">;
  readonly on: ObjectKey;
}) {
  return (
    <fieldset className="finding-actions">
      <legend className="visually-hidden">{text.triage.group(props.finding.rule)}</legend>
      <button type="button" className="button small">
        {text.triage.acknowledge}
      </button>
    </fieldset>
  );
}
