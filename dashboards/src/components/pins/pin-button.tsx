import type { Finding, ObjectKey } from "../../api/triage.ts";
import { text } from "../../messages/current.ts";

/** What is pinned: a record, or a finding with the object it is on. */
export type Pinned =
  | { readonly reference: string }
  | { readonly finding: Pick<Finding, "rule">; readonly on: ObjectKey };

/**
 * Pins a record or a finding to an incident, or to a new one.
 *
 * @example
 *   <PinButton pin={{ reference: "main:42" }} />
 */
export function PinButton(_props: { readonly pin: Pinned }) {
  return (
    <button type="button" className="button small">
      {text.incidents.pin}
    </button>
  );
}
