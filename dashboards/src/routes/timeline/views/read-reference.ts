/** Ledger and position of a reference `main:42`, and the form that addresses carry: ledger `main` needs no name. */
export function readReference(reference: string): {
  readonly ledger: string;
  readonly seq: number;
  readonly short: string;
} {
  const cut = reference.lastIndexOf(":");
  const ledger = cut < 0 ? "main" : reference.slice(0, cut);
  const seq = Number(reference.slice(cut + 1));
  return { ledger, seq, short: ledger === "main" ? String(seq) : reference };
}
