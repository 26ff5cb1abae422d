import "./decision-tree.css";
import { useLayoutEffect, useRef, useState } from "react";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { text } from "../../messages/current.ts";
import { DecisionAnswers } from "./decision-answers.tsx";
import { DecisionTreeDrawing, END_PX } from "./decision-tree-drawing.tsx";
import { layoutTree } from "./decision-tree.ts";
import type { AnsweredPath } from "./tree-paths.ts";
import { pathWords } from "./tree-words.ts";

/** A column never gets narrower than its longest answer, nor wider than it reads well. */
const COLUMN_PX_MIN = 92;
const COLUMN_PX_MAX = 136;

/** The decision table with the way that was taken lit; two ways where shop and log differ. */
export function DecisionView(props: {
  readonly table: ReplayTable;
  /** The first runs straight. */
  readonly paths: readonly AnsweredPath[];
  readonly onOpen: (reference: string) => void;
}) {
  const { table, paths } = props;
  const { place, widthPx } = useWidth();
  const layout = layoutTree(table, paths);
  const questions = table.questions.length;
  const columnPx = Math.floor(
    Math.min(COLUMN_PX_MAX, Math.max(COLUMN_PX_MIN, (widthPx - END_PX) / questions)),
  );
  const label = text.replays.tree.label(
    table.branches.length,
    paths.map((path) => pathWords(table, path)).join(" "),
  );
  return (
    <div className="decision-measured" ref={place}>
      <div className="decision-scroll">
        <div
          className="decision-sheet"
          style={{
            "--tree-columns": `repeat(${questions}, ${columnPx}px) ${END_PX}px`,
            "--tree-width": `${columnPx * questions + END_PX}px`,
          }}
        >
          <DecisionAnswers {...props} />
          <DecisionTreeDrawing layout={layout} columnPx={columnPx} label={label} />
        </div>
      </div>
    </div>
  );
}

/** Width of the place in pixels, as it is now. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { place, widthPx };
}
