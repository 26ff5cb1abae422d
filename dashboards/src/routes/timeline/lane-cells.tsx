import "./lane-cells.css";
import { classNames } from "../../components/class-names.ts";
import { Mark } from "../../components/mark.tsx";
import type { MarkFill } from "../../components/mark.tsx";
import { lineAt, places } from "./lane-lines.ts";
import type { LaneDue, LaneLayout, LaneRow } from "./lanes.ts";

/** The lanes beside one record: its mark, the objects it touches, and lines of all that go on. */
export function LaneCells(props: {
  readonly layout: LaneLayout;
  readonly index: number;
  readonly fill: MarkFill;
}) {
  const { layout, index } = props;
  const row = layout.rows[index];
  return (
    <span className="lanes" aria-hidden="true">
      {row !== undefined && <LaneLink row={row} />}
      {layout.lanes.map((lane, number) => (
        <span
          key={`${lane.type} ${lane.ids.join(" ")}`}
          className={classNames(
            "lane-cell",
            `lane-${lane.type}`,
            side("above", lineAt(layout, number, places.aboveEntry(index))),
            side("below", lineAt(layout, number, places.belowEntry(index))),
          )}
        >
          {row?.marked === number && <Mark shape={lane.shape} lane={lane.type} fill={props.fill} />}
          {row?.touched.includes(number) === true && <i className="lane-touch" />}
        </span>
      ))}
    </span>
  );
}

function side(name: string, line: string | null): string | false {
  return line !== null && `${name}-${line}`;
}

/** The thin line that joins the objects one event touches. */
function LaneLink({ row }: { readonly row: LaneRow }) {
  if (row.touched.length === 0) return null;
  const from = Math.min(row.marked, ...row.touched);
  const to = Math.max(row.marked, ...row.touched);
  return <i className="lane-link" style={{ "--from": from, "--to": to }} />;
}

/** Beside a deadline: a dashed mark on the lane where something was due. */
export function DueLaneCells(props: {
  readonly layout: LaneLayout;
  readonly laneDue: LaneDue | undefined;
}) {
  const { layout, laneDue } = props;
  return (
    <span className="lanes" aria-hidden="true">
      {layout.lanes.map((lane, number) => (
        <span
          key={`${lane.type} ${lane.ids.join(" ")}`}
          className={classNames(
            "lane-cell",
            `lane-${lane.type}`,
            side("above", lineAt(layout, number, places.aboveDue(laneDue))),
            side("below", lineAt(layout, number, places.belowDue(laneDue))),
          )}
        >
          {laneDue?.lane === number && (
            <Mark
              shape={lane.shape}
              lane={lane.type}
              fill={laneDue.due.isOverdue ? "missing" : "due"}
            />
          )}
        </span>
      ))}
    </span>
  );
}

/** Beside what is no event: every lane goes on. During a gap every line is dotted. */
export function PassingLaneCells(props: {
  readonly layout: LaneLayout;
  readonly place: number;
  readonly isGap?: boolean;
}) {
  return (
    <span className="lanes" aria-hidden="true">
      {props.layout.lanes.map((lane, number) => {
        const line = lineAt(props.layout, number, props.place);
        return (
          <span
            key={`${lane.type} ${lane.ids.join(" ")}`}
            className={classNames(
              "lane-cell",
              `lane-${lane.type}`,
              side("whole", line === "solid" && props.isGap === true ? "awaited" : line),
            )}
          />
        );
      })}
    </span>
  );
}
