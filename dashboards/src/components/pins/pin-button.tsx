import "./pin-button.css";
import { useState } from "react";
import type { Finding, ObjectKey } from "../../api/triage.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { PageLink } from "../page-link.tsx";
import { PinDialog } from "./pin-dialog.tsx";

/** What is pinned: a record, or a finding with the object it is on. */
export type Pinned =
  | { readonly reference: string }
  | { readonly finding: Pick<Finding, "rule">; readonly on: ObjectKey };

/**
 * Pins a record or a finding to an incident, or to a new one, and says to which.
 *
 * @example
 *   <PinButton pin={{ reference: "main:42" }} />
 */
export function PinButton({ pin }: { readonly pin: Pinned }) {
  const [isAsking, setIsAsking] = useState(false);
  const [pinnedTo, setPinnedTo] = useState<string>();
  return (
    <>
      <button type="button" className="button small" onClick={() => setIsAsking(true)}>
        {text.incidents.pin.button}
      </button>
      <output className="pinned-to">
        {pinnedTo !== undefined && (
          <>
            {text.incidents.pin.done}{" "}
            <PageLink href={pages.incident(pinnedTo)}>{pinnedTo}</PageLink>
          </>
        )}
      </output>
      {isAsking && (
        <PinDialog pin={pin} onPinned={setPinnedTo} onClose={() => setIsAsking(false)} />
      )}
    </>
  );
}
