import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { histogramAnswer } from "../../api/answers.ts";
import { HistogramStrip } from "../../components/histogram-strip.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { PassingLaneCells } from "./lane-cells.tsx";
import { places } from "./lane-lines.ts";
import type { LaneLayout } from "./lanes.ts";
import type { RowPlace } from "./row-place.ts";
import type { GapRow } from "./timeline-rows.ts";

/** A long wait, to the millisecond; opened, it says what else was recorded meanwhile. */
export function GapRowView(props: {
  readonly row: GapRow;
  readonly place: RowPlace;
  readonly layout: LaneLayout;
  readonly zone: string;
  /** What stayed true during it, a sentence each. */
  readonly stayed: readonly string[];
}) {
  const { row, place } = props;
  const [isOpen, setIsOpen] = useState(false);
  const toggle = () => setIsOpen(!isOpen);
  return (
    <tr
      {...place.placement}
      aria-rowindex={place.ariaRowIndex}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className="timeline-row gap"
      onFocus={place.onActive}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target !== event.currentTarget) return;
        event.preventDefault();
        toggle();
      }}
    >
      <td className="cell-gap-time" aria-label={text.timeline.columns.since} />
      <td className="cell-lanes" aria-label={text.timeline.columns.lanes}>
        <PassingLaneCells layout={props.layout} place={places.gap(row.index)} isGap />
      </td>
      <td className="gap-what">
        <strong>{exactDuration(row.waitMs)}</strong>
        <p>
          {row.isAfterDue ? text.timeline.gapAfterDue : text.timeline.gap}{" "}
          {props.stayed.map((sentence) => `${sentence} `)}
          <button type="button" className="gap-toggle" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? text.timeline.gapClose : text.timeline.gapOpen}
          </button>
        </p>
        {isOpen && <Meanwhile row={row} zone={props.zone} />}
      </td>
    </tr>
  );
}

function Meanwhile({ row, zone }: { readonly row: GapRow; readonly zone: string }) {
  const range = { from: row.from, to: row.to };
  const answer = useQuery(histogramAnswer(range));
  const others = Math.max(0, (answer.data?.total ?? 0) - row.own);
  return (
    <div className="meanwhile">
      <p>
        <TimeText iso={row.from} zone={zone} withDate /> –{" "}
        <TimeText iso={row.to} zone={zone} withDate /> {zoneLabel(row.from, zone)}
      </p>
      {answer.error !== null && <ProblemLine error={answer.error} />}
      {answer.data !== undefined && (
        <>
          {others > 0 && <HistogramStrip answer={answer.data} zone={zone} range={range} />}
          <p>
            {text.timeline.gapOther(others)}{" "}
            {others > 0 && (
              <PageLink href={pages.find({ ...range, order: "oldest" })}>
                {text.timeline.gapShow}
              </PageLink>
            )}
          </p>
        </>
      )}
    </div>
  );
}
