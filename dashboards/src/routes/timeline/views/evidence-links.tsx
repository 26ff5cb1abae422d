import "./evidence-links.css";
import { SequenceText } from "../../../components/sequence-text.tsx";
import { text } from "../../../messages/current.ts";
import { readReference } from "./read-reference.ts";

/** The records that something rests on, each opening its evidence. `references` are `main:42`. */
export function EvidenceLinks(props: {
  readonly references: readonly string[];
  readonly onOpen: (reference: string) => void;
}) {
  return (
    <span className="evidence-links">
      {props.references.map((reference) => {
        const { ledger, seq, short } = readReference(reference);
        return (
          <button
            key={reference}
            type="button"
            className="evidence-link"
            aria-label={text.views.openRecord(short)}
            onClick={() => props.onOpen(short)}
          >
            <SequenceText ledger={ledger} seq={seq} />
          </button>
        );
      })}
    </span>
  );
}
