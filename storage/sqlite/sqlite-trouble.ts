/** Primary result codes of SQLite that say the store cannot be used now. */
const UNUSABLE = new Map([
  [5, "the file is locked"],
  [6, "the file is locked"],
  [8, "the file cannot be written"],
  [10, "the disk gave an error"],
  [13, "the disk is full"],
  [14, "the file cannot be opened"],
]);
/** And those that say that the file must be made anew. */
const DAMAGED = new Map([
  [11, "the file is damaged"],
  [26, "the file is no database"],
]);
const PRIMARY_CODE_MASK = 0xff;

/** What an error of SQLite says about its file; null for what is our own mistake. */
export function sqliteTrouble(
  error: unknown,
): { readonly reason: string; readonly isDamaged: boolean } | null {
  const primary = primaryCode(error);
  const damage = DAMAGED.get(primary);
  if (damage !== undefined) return { reason: damage, isDamaged: true };
  const reason = UNUSABLE.get(primary);
  return reason === undefined ? null : { reason, isDamaged: false };
}

function primaryCode(error: unknown): number {
  if (!(error instanceof Error) || !("errcode" in error)) return -1;
  return typeof error.errcode === "number" ? error.errcode & PRIMARY_CODE_MASK : -1;
}
