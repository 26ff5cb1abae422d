import "./sequence-text.css";

const THOUSANDS = /\B(?=(?:\d{3})+(?!\d))/;

/** A position in the ledger: thousands apart by a margin, so that copies carry no blank. */
export function SequenceText(props: { readonly ledger: string; readonly seq: number }) {
  const digits = String(props.seq);
  const groups = props.seq < 10_000 ? [digits] : digits.split(THOUSANDS);
  return (
    <span className="sequence">
      {props.ledger === "main" ? "#" : `${props.ledger}:`}
      {groups.map((group, index) => (
        <span key={`${groups.length - index}`} className="sequence-group">
          {group}
        </span>
      ))}
    </span>
  );
}
