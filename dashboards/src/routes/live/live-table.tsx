import "../../components/virtual-rows.css";
import "./live-rows.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { useRowCursor } from "../../components/use-row-cursor.ts";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { localZone, timeParts, zoneLabel } from "../../time/format-time.ts";
import { LiveGapRow, LiveRecordRow } from "./live-row.tsx";
import type { LiveRow, LiveRows } from "./tail-rows.ts";
import { useLiveKeys } from "./use-live-keys.ts";
import type { Tail } from "./use-tail.ts";

/** Height of a row in one line, and in two where the column is narrow; as `live-rows.css` has them. */
const ROW_PX = 27;
const TALL_ROW_PX = 50;
const NARROW_COLUMN_PX = 660;

/** Few: every row of a fast stream is new each time it is drawn. */
const OVERSCAN_ROWS = 8;

/** This near to the end counts as being there. */
const AT_END_PX = 24;

export interface LiveTableHandle {
  readonly nextProblem: () => void;
}

/** The rows of one column. Appended rows never move what is read; keys go to the active column alone. */
export function LiveTable(props: {
  readonly query: string;
  readonly rows: LiveRows;
  /** Since when the column is watched, epoch milliseconds. */
  readonly sinceMs: number;
  readonly isActive: boolean;
  readonly opened: string | undefined;
  readonly isFollowing: boolean;
  readonly onFollowing: (isFollowing: boolean) => void;
  readonly onFill: Tail["fill"];
  readonly onOpen: (reference: string | undefined) => void;
  readonly onFollow: (id: string) => void;
  readonly onLastMinutes: (() => void) | null;
  readonly ref: React.Ref<LiveTableHandle>;
}) {
  const { isFollowing, onFollowing, opened, onOpen } = props;
  const { rows, letGo } = props.rows;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLTableSectionElement>(null);
  const zone = useZone();
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () =>
      (scroller.current?.clientWidth ?? 0) <= NARROW_COLUMN_PX ? TALL_ROW_PX : ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: ROW_PX + 4,
    // Keys and clicks go before rows that are drawn anew.
    useFlushSync: false,
  });
  const cursor = useRowCursor({ count: rows.length, canFocus: () => true, virtualizer, list });
  const behind = useRowsBehind(rows, isFollowing);
  const totalPx = virtualizer.getTotalSize();
  useLayoutEffect(() => {
    const { current } = scroller;
    if (isFollowing && current !== null) current.scrollTop = current.scrollHeight;
  }, [isFollowing, rows, totalPx]);
  const [said, setSaid] = useState("");
  const nextProblem = useLiveKeys({ ...props, rows, onSay: setSaid }, cursor);
  useImperativeHandle(props.ref, () => ({ nextProblem }));
  return (
    <>
      <div
        className="live-scroll"
        ref={scroller}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          const isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          if (isAtEnd !== isFollowing && opened === undefined) onFollowing(isAtEnd);
        }}
      >
        {letGo > 0 && <p className="live-let-go">{text.live.dropped(letGo)}</p>}
        <table className="virtual-table live-table" aria-rowcount={rows.length + 1}>
          <caption className="visually-hidden">{text.live.rows}</caption>
          <LiveHead zone={zone} />
          <tbody ref={list} className="virtual-list" style={{ height: totalPx }}>
            {virtualizer.getVirtualItems().map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const place = {
                rowIndex: item.index,
                tabIndex:
                  item.index === (cursor.active ?? rows.length - 1) ? (0 as const) : (-1 as const),
                placement: {
                  "data-index": item.index,
                  ref: (element: Element | null) => virtualizer.measureElement(element),
                  style: { transform: `translateY(${item.start}px)` },
                },
                onActive: () => {
                  cursor.setActive(item.index);
                  onFollowing(false);
                },
              };
              return row.kind === "gap" ? (
                <LiveGapRow
                  key={item.key}
                  gap={row}
                  place={place}
                  query={props.query}
                  onFill={(gapKey, loaded, rest) => props.onFill(props.query, gapKey, loaded, rest)}
                />
              ) : (
                <LiveRecordRow
                  key={item.key}
                  event={row.event}
                  above={timeOf(rows[item.index - 1])}
                  place={place}
                  zone={zone}
                  isOpened={opened === shortReference(row.event)}
                  onOpen={() => onOpen(shortReference(row.event))}
                />
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 && (
          <EmptyColumn
            query={props.query}
            since={sinceWords(props.sinceMs, zone)}
            onLastMinutes={props.onLastMinutes}
          />
        )}
      </div>
      <output className={said === "" ? "visually-hidden" : "live-said"}>{said}</output>
      {!isFollowing && (
        <p className="live-behind">
          <output>{text.live.reading(behind)}</output>
          <button type="button" className="button small" onClick={() => onFollowing(true)}>
            {text.live.toNewest} <kbd aria-hidden="true">End</kbd>
          </button>
        </p>
      )}
    </>
  );
}

function timeOf(row: LiveRow | undefined): string | undefined {
  return row?.kind === "record" ? row.event.time : undefined;
}

/** Rows that arrived since somebody began to read further up. */
function useRowsBehind(rows: readonly LiveRow[], isFollowing: boolean): number {
  const [since, setSince] = useState(rows.length);
  const latest = useRef(rows.length);
  useEffect(() => {
    latest.current = rows.length;
  });
  useEffect(() => {
    if (!isFollowing) setSince(latest.current);
  }, [isFollowing]);
  return Math.max(0, rows.length - since);
}

function sinceWords(sinceMs: number, zone: string): string {
  const iso = new Date(sinceMs).toISOString();
  const { clock, ms } = timeParts(iso, zone);
  return `${clock}.${ms} ${zoneLabel(iso, zone)}`;
}

/** What was looked for, and a way to what came before. */
function EmptyColumn(props: {
  readonly query: string;
  readonly since: string;
  readonly onLastMinutes: (() => void) | null;
}) {
  return (
    <div className="live-empty">
      <p>
        {props.query === ""
          ? text.live.empty(props.since)
          : text.live.emptyFilter(props.query, props.since)}
      </p>
      {props.onLastMinutes !== null && (
        <button type="button" className="button small" onClick={props.onLastMinutes}>
          {text.live.lastMinutes}
        </button>
      )}
    </div>
  );
}

function LiveHead({ zone }: { readonly zone: string }) {
  const columns = text.live.head;
  return (
    <thead className="live-cols">
      <tr aria-rowindex={1} className="live-row">
        <th>{columns.time(zone === "UTC" ? text.view.utc : localZone())}</th>
        <th>{columns.id}</th>
        <th>{columns.what}</th>
        <th>{columns.type}</th>
        <th className="live-seq">{columns.seq}</th>
      </tr>
    </thead>
  );
}
