import "./lane-cells.css";
import { classNames } from "../../components/class-names.ts";
import { Mark } from "../../components/mark.tsx";
import type { MarkFill } from "../../components/mark.tsx";
import type { LaneLayout, LaneRow } from "./lanes.ts";

/** The lanes beside one record: its mark, the objects it touches, and lines of all that go on. */
export function LaneCells(props: {
  readonly layout: LaneLayout;
  readonly index: number;
  readonly fill: MarkFill;
}) {
  const row = props.layout.rows[props.index];
  return (
    <span className="lanes" aria-hidden="true">
      {row !== undefined && <LaneLink row={row} />}
      {props.layout.lanes.map((lane, number) => {
        const isMarked = row?.marked === number;
        const isTouched = row?.touched.includes(number) === true;
        return (
          <span
            key={`${lane.type} ${lane.ids.join(" ")}`}
            className={classNames(
              "lane-cell",
              `lane-${lane.type}`,
              props.index > lane.first && props.index <= lane.last && "above",
              props.index >= lane.first && props.index < lane.last && "below",
            )}
          >
            {isMarked && <Mark shape={lane.shape} lane={lane.type} fill={props.fill} />}
            {isTouched && <i className="lane-touch" />}
          </span>
        );
      })}
    </span>
  );
}

/** The thin line that joins the objects one event touches. */
function LaneLink({ row }: { readonly row: LaneRow }) {
  if (row.touched.length === 0) return null;
  const from = Math.min(row.marked, ...row.touched);
  const to = Math.max(row.marked, ...row.touched);
  return <i className="lane-link" style={{ "--from": from, "--to": to }} />;
}

/** During a gap every object that goes on is a dotted line. */
export function GapLaneCells(props: { readonly layout: LaneLayout; readonly index: number }) {
  return (
    <span className="lanes" aria-hidden="true">
      {props.layout.lanes.map((lane) => (
        <span
          key={`${lane.type} ${lane.ids.join(" ")}`}
          className={classNames(
            "lane-cell",
            `lane-${lane.type}`,
            props.index >= lane.first && props.index < lane.last && "dotted",
          )}
        />
      ))}
    </span>
  );
}
