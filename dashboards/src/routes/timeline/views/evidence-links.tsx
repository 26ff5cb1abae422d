import "./evidence-links.css";
import { useState } from "react";
import { SequenceText } from "../../../components/sequence-text.tsx";
import { text } from "../../../messages/current.ts";
import { readReference } from "./read-reference.ts";

/** Named at first; the rest at a button. */
const NAMED_MAX = 6;

/** The records that something rests on, each opening its evidence. `references` are `main:42`. */
export function EvidenceLinks(props: {
  readonly references: readonly string[];
  readonly onOpen: (reference: string) => void;
  /** `j` and `k` stop at the first of them. */
  readonly isStop?: boolean;
}) {
  const { references, isStop = false } = props;
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? references : references.slice(0, NAMED_MAX);
  const more = references.length - shown.length;
  return (
    <span className="evidence-links">
      {shown.map((reference, index) => {
        const { ledger, seq, short } = readReference(reference);
        return (
          <button
            key={reference}
            type="button"
            className="evidence-link"
            aria-label={text.views.openRecord(short)}
            data-stop={isStop && index === 0 ? true : undefined}
            onClick={() => props.onOpen(short)}
          >
            <SequenceText ledger={ledger} seq={seq} />
          </button>
        );
      })}
      {more > 0 && (
        <button type="button" className="evidence-link more" onClick={() => setShowsAll(true)}>
          {text.views.moreRecords(more)}
        </button>
      )}
    </span>
  );
}
