import { SequenceText } from "../../components/sequence-text.tsx";

/** Opens the record behind a statement beside the page. */
export function ReferenceButton(props: {
  /** `main:42` */
  readonly reference: string;
  readonly onOpen: (reference: string) => void;
}) {
  const { reference } = props;
  const [ledger = "main", seq = ""] = reference.split(":");
  return (
    <button
      type="button"
      className="button plain small mono"
      onClick={() => props.onOpen(reference)}
    >
      <SequenceText ledger={ledger} seq={Number(seq)} />
    </button>
  );
}
