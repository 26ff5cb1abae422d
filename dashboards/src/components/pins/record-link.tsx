import { pages } from "../../path-builder.ts";
import { PageLink } from "../page-link.tsx";
import { SequenceText } from "../sequence-text.tsx";

/** A record of the ledger by its reference (`main:42`), opened among all records. */
export function RecordLink({ reference }: { readonly reference: string }) {
  const [ledger = "main", seq = ""] = reference.split(":");
  const rec = ledger === "main" ? seq : reference;
  return (
    <PageLink className="mono" href={pages.find({ order: "oldest", rec })}>
      <SequenceText ledger={ledger} seq={Number(seq)} />
    </PageLink>
  );
}
