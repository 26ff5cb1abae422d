import { useMemo } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import type { Due } from "./dues.ts";
import type { LaneLayout } from "./lanes.ts";
import { NearbyRecords } from "./nearby-records.tsx";
import { NotKnown } from "./not-known.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { placeFindings } from "./place-findings.ts";
import { TimelineGrid } from "./timeline-grid.tsx";
import type { Jump } from "./timeline-grid.tsx";
import { timelineRows } from "./timeline-rows.ts";
import type { TimelineAddress } from "./use-timeline-address.ts";

/** Every record in the order of time, with what is missing or wrong in its place. */
export function RecordsView(props: {
  readonly address: TimelineAddress;
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  readonly dues: readonly Due[];
  readonly layout: LaneLayout;
  readonly jump: Jump | null;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (reference: string | undefined) => void;
}) {
  const { answer, entries, dues, layout, onOpen } = props;
  const { rec } = props.address.search;
  const zone = useZone();
  const durationMs = answer.summary.durationMs ?? 0;
  const { findings } = answer;
  const rows = useMemo(() => {
    const placed = placeFindings(findings ?? [], entries, dues);
    return timelineRows(entries, durationMs, zone, { dues, placed });
  }, [findings, entries, dues, durationMs, zone]);
  const selected = entries.findIndex((entry) => shortReference(entry) === rec);
  return (
    <>
      <OverviewStrip
        answer={answer}
        entries={entries}
        layout={layout}
        selected={selected}
        onOpen={onOpen}
      />
      <TimelineGrid
        answer={answer}
        rows={rows}
        layout={layout}
        zone={zone}
        opened={rec}
        jump={props.jump}
        onOpen={onOpen}
      />
      {props.hasMore && (
        <p className="timeline-more">
          <button type="button" className="button" onClick={props.onMore}>
            {text.timeline.more}
          </button>
        </p>
      )}
      <NearbyRecords answer={answer} onOpen={onOpen} />
      <NotKnown answer={answer} entries={entries} />
    </>
  );
}
