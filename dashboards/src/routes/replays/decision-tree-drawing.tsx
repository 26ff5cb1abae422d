import { classNames } from "../../components/class-names.ts";
import { text } from "../../messages/current.ts";
import type { AnsweredBy, TreeEdge, TreeLayout } from "./decision-tree.ts";
import { answerWords } from "./tree-words.ts";

/** Pixels of the drawing; the width of a column comes from the window. */
export const END_PX = 150;
const ROW_PX = 22.5;
const FIRST_ROW_PX = 20;
/** From the column's left to its question's knot. */
const KNOT_PX = 12;
const LABEL_PX = 9;

/** The tree as lines: what holds is full, dashed where it is the log's way alone, the rest is muted. */
export function DecisionTreeDrawing(props: {
  readonly layout: TreeLayout;
  readonly columnPx: number;
  readonly label: string;
}) {
  const { layout, columnPx } = props;
  const endX = layout.columns.length * columnPx;
  const xOf = (column: number | null) => (column === null ? endX : column * columnPx + KNOT_PX);
  const yOf = (row: number) => FIRST_ROW_PX + row * ROW_PX;
  const width = endX + END_PX;
  const height = yOf(layout.ends.length - 1) + FIRST_ROW_PX;
  const wayOf = (edge: TreeEdge) => {
    const down = edge.toRow === edge.fromRow ? "" : `V${yOf(edge.toRow)}`;
    return `M${xOf(edge.fromColumn)} ${yOf(edge.fromRow)}${down}H${xOf(edge.toColumn)}`;
  };
  const muted = layout.edges.filter(({ litBy }) => litBy.length === 0);
  const lit = layout.edges.filter(({ litBy }) => litBy.length > 0);
  const [root] = layout.nodes;
  // The log's way is told apart only where the shop tells one too.
  const areTwo = root?.litBy.includes("shop") === true;
  const isByLogAlone = (litBy: readonly AnsweredBy[]) =>
    areTwo && litBy.length === 1 && litBy[0] === "log";
  return (
    <figure className="tree" aria-label={props.label}>
      <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {muted.map((edge) => (
          <path key={edge.id} d={wayOf(edge)} className="tree-way" />
        ))}
        {root !== undefined && root.litBy.length > 0 && (
          <path d={`M4 ${yOf(root.row)}H${xOf(root.column)}`} className="tree-way tree-lit" />
        )}
        {lit.map((edge) => (
          <path
            key={edge.id}
            d={wayOf(edge)}
            className={classNames("tree-way", "tree-lit", isByLogAlone(edge.litBy) && "tree-log")}
          />
        ))}
        {layout.edges.map((edge) => (
          <text
            key={edge.id}
            x={xOf(edge.fromColumn) + LABEL_PX}
            y={yOf(edge.toRow) - 5}
            className={classNames("tree-answer", edge.litBy.length > 0 && "tree-answer-lit")}
          >
            {answerWords(edge.fact, edge.answer)}
          </text>
        ))}
        {layout.nodes.map((node) => (
          <circle
            key={node.id}
            cx={xOf(node.column)}
            cy={yOf(node.row)}
            r={node.litBy.length > 0 ? 6.5 : 4.5}
            className={classNames("tree-knot", node.litBy.length > 0 && "tree-knot-lit")}
          />
        ))}
        {layout.nodes
          .filter(({ openBy }) => openBy.length > 0)
          .map((node) => (
            <text
              key={node.id}
              x={xOf(node.column)}
              y={yOf(node.row) + 4.5}
              className="tree-open"
              textAnchor="middle"
            >
              ?
            </text>
          ))}
        {layout.ends.map(({ row, branch, litBy }) => (
          <g key={branch.name}>
            {litBy.length > 0 && (
              <rect
                x={endX}
                y={yOf(row) - 12}
                width={END_PX - 2}
                height="24"
                className={classNames("tree-end-box", isByLogAlone(litBy) && "tree-end-log")}
              />
            )}
            <text
              x={endX + LABEL_PX}
              y={yOf(row) + 5}
              className={classNames(
                "tree-end",
                litBy.length > 0 && (isByLogAlone(litBy) ? "tree-end-by-log" : "tree-end-lit"),
              )}
            >
              {text.replays.decisions[branch.decision]}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
