import { EvidenceDrawer } from "../components/evidence/evidence-drawer.tsx";
import { PinButton } from "../components/pins/pin-button.tsx";
import { readReference } from "./timeline/views/read-reference.ts";

/** The record that a page's address names, beside it, to be pinned to an incident. */
export function OpenedRecord(props: {
  /** As addresses carry it. */
  readonly rec: string;
  readonly onOpen: (rec: string | undefined) => void;
}) {
  const { rec, onOpen } = props;
  const { ledger, seq } = readReference(rec);
  return (
    <EvidenceDrawer
      key={rec}
      reference={rec}
      known={undefined}
      onClose={() => onOpen(undefined)}
      onOpen={onOpen}
      actions={<PinButton pin={{ reference: `${ledger}:${seq}` }} />}
    />
  );
}
