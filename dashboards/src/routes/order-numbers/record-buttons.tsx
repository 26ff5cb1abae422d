import { SequenceText } from "../../components/sequence-text.tsx";
import { text } from "../../messages/current.ts";

/** Records named at once; the others are reached from the first. */
const SHOWN_MAX = 4;

/** `main:42` as addresses carry it: `42`; other ledgers keep their name. */
export function shortRecord(reference: string): string {
  return reference.startsWith("main:") ? reference.slice("main:".length) : reference;
}

/** The records by which something is said; each opens as evidence. */
export function RecordButtons(props: {
  readonly references: readonly string[];
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  if (props.references.length === 0)
    return <span className="quiet">{text.orderNumbers.noRecord}</span>;
  return (
    <span className="record-buttons">
      {props.references.slice(0, SHOWN_MAX).map((reference) => {
        const [ledger = "main", seq = ""] = reference.split(":");
        return (
          <button
            key={reference}
            type="button"
            className="record-button"
            aria-pressed={props.opened === shortRecord(reference)}
            aria-label={`${text.common.record} ${seq}`}
            onClick={() => props.onOpen(shortRecord(reference))}
          >
            <SequenceText ledger={ledger} seq={Number(seq)} />
          </button>
        );
      })}
    </span>
  );
}
