import { copyText } from "../../components/copy-button.tsx";
import { speakIdentifier } from "../../components/read-back.tsx";
import type { useRowCursor } from "../../components/use-row-cursor.ts";
import { shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { isProblem } from "./tail-inbox.ts";
import type { LiveRow } from "./tail-rows.ts";

/** Moves through the rows of the active column; answers what goes to the next problem, for a button. */
export function useLiveKeys(
  table: {
    readonly rows: readonly LiveRow[];
    readonly isActive: boolean;
    readonly opened: string | undefined;
    readonly onOpen: (reference: string | undefined) => void;
    readonly onFollowing: (isFollowing: boolean) => void;
    readonly onFollow: (id: string) => void;
    /** Says what no row shows. */
    readonly onSay: (words: string) => void;
  },
  cursor: ReturnType<typeof useRowCursor>,
): () => void {
  const { rows, opened, onOpen, onFollowing } = table;
  const goTo = (index: number | null) => {
    if (index === null) return;
    const row = rows[index];
    if (opened !== undefined && row?.kind === "record") onOpen(shortReference(row.event));
  };
  const step = (by: 1 | -1) => () => {
    onFollowing(false);
    // The newest is what one looks at: without a row to go on from, both ways begin there.
    const begins = by === 1 && cursor.current() === null && rows.length > 0;
    if (begins) cursor.moveTo(rows.length - 1);
    goTo(begins ? rows.length - 1 : cursor.move(by));
  };
  /** The next row in that direction for which it holds; without a row to go on from, from the end. */
  const seek = (by: 1 | -1, isWanted: (row: LiveRow) => boolean): boolean => {
    let index = (cursor.current() ?? (by === 1 ? -1 : rows.length)) + by;
    for (let row = rows[index]; row !== undefined; row = rows[index]) {
      if (isWanted(row)) {
        onFollowing(false);
        cursor.moveTo(index);
        goTo(index);
        return true;
      }
      index += by;
    }
    return false;
  };
  const onId = (act: (id: string) => void) => () => {
    const id = idOf(rows[cursor.current() ?? -1]);
    if (id !== undefined) act(id);
  };
  const sameId = (by: 1 | -1) => onId((id) => void seek(by, (row) => idOf(row) === id));
  const problem = (by: 1 | -1) => () => {
    const isFound = seek(by, (row) => row.kind === "record" && isProblem(row.event));
    table.onSay(isFound ? "" : text.live.noProblem);
  };
  const keys = {
    j: step(1),
    ArrowDown: step(1),
    k: step(-1),
    ArrowUp: step(-1),
    o: sameId(1),
    O: sameId(-1),
    e: problem(1),
    E: problem(-1),
    f: onId(table.onFollow),
    c: onId((id) => void copyText(id)),
    r: onId(speakIdentifier),
    End: () => onFollowing(true),
  };
  useShortcuts("page", table.isActive ? keys : {});
  return keys.e;
}

function idOf(row: LiveRow | undefined): string | undefined {
  return row?.kind === "record" ? row.event.transactionId : undefined;
}
