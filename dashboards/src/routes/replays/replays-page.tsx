import "./replays.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Coverage } from "#query/answers/coverage.ts";
import { pastReplaysAnswer, uncertainOrdersAnswer } from "../../api/replays.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { ListAndDetail } from "../../components/list-and-detail/list-and-detail.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { OpenedRecord } from "../opened-record.tsx";
import { LookUpOrder } from "./look-up-order.tsx";
import { OrderView } from "./order-view.tsx";
import { PastReplayView } from "./past-replay-view.tsx";
import { columnsBeside, replayColumns } from "./replay-columns.tsx";
import { keyOf, replayRows } from "./replay-rows.ts";
import type { ReplaysSearch } from "./replays-search.ts";
import type { ReplaysViewProps } from "./view-props.ts";

const route = getRouteApi("/replays");

/** What is taken along: the orders that wait. */
const UNCERTAIN = { kind: "worklist", type: "order", state: "uncertain" } as const;

/** Orders whose payment got no answer: what is to be done, doing it, and what came of it. */
export function ReplaysPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show: ReplaysViewProps["show"] = (change) =>
    void navigate({ search: changed(search, change), resetScroll: false });
  const { rec } = search;
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <div className="replays">
        <Replays search={search} show={show} />
      </div>
      {rec !== undefined && <OpenedRecord rec={rec} onOpen={(next) => show({ rec: next })} />}
    </div>
  );
}

function changed(
  search: ReplaysSearch,
  change: Partial<Record<keyof ReplaysSearch, string | undefined>>,
): ReplaysSearch {
  return Object.fromEntries(
    Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined),
  );
}

function Replays({ search, show }: ReplaysViewProps) {
  const zone = useZone();
  const shown = search.show === "waiting" || search.show === "past" ? search.show : "all";
  const waiting = useInfiniteQuery(uncertainOrdersAnswer(search.store));
  const past = useInfiniteQuery({
    ...pastReplaysAnswer(search.store),
    enabled: shown !== "waiting",
  });
  const orders = waiting.data?.pages.flatMap(({ items }) => items) ?? [];
  const replays = past.data?.pages.flatMap(({ items }) => items) ?? [];
  const rows = replayRows(shown === "past" ? [] : orders, shown === "waiting" ? [] : replays);
  const readAgain = () => void Promise.all([waiting.refetch(), past.refetch()]);
  const { fid, replay } = search;
  const isOpen = fid !== undefined || replay !== undefined;
  const coverage = waiting.data?.pages.at(-1)?.coverage;
  const open = (change: { fid?: string | undefined; replay?: string | undefined }) =>
    show({ fid: undefined, replay: undefined, line: undefined, rec: undefined, ...change });
  const toWaiting = (step: 1 | -1) => () => {
    const next = orders[orders.findIndex((order) => keyOf(order) === fid) + step];
    if (next !== undefined) open({ fid: keyOf(next) });
  };
  useShortcuts("page", { e: toWaiting(1), E: toWaiting(-1) });
  const error = waiting.error ?? past.error;
  const isRead = waiting.data !== undefined && (shown === "waiting" || past.data !== undefined);
  // The orders that wait are read to their end before the replays that were.
  const more = waiting.hasNextPage && shown !== "past" ? waiting : past;
  return (
    <>
      <LoadingLine isLoading={waiting.isFetching || past.isFetching} />
      <PageHead
        title={text.nav.replays}
        actions={
          <>
            <LookUpOrder onOpen={(id) => open({ fid: id })} />
            <Segmented
              label={text.replays.show}
              value={shown}
              choices={(["all", "waiting", "past"] as const).map((value) => ({
                value,
                label: text.replays.shows[value],
              }))}
              onChange={(chosen) => show({ show: chosen === "all" ? undefined : chosen })}
            />
            <ExportButton what={UNCERTAIN} hasKey />
          </>
        }
      >
        {search.store !== undefined && (
          <button type="button" className="button plain" onClick={() => show({ store: undefined })}>
            {text.replays.ofStore(search.store)}
          </button>
        )}{" "}
        {waiting.data !== undefined && (
          <Facts found={orders.length} hasMore={waiting.hasNextPage} />
        )}
      </PageHead>
      {!isOpen && (
        <ListCoverage coverage={coverage} atMs={waiting.dataUpdatedAt} again={readAgain} />
      )}
      {error !== null && isRead && (
        <StaleLine error={error} answeredAtMs={waiting.dataUpdatedAt} onRetry={readAgain} />
      )}
      {error !== null && !isRead && <ProblemView error={error} onRetry={readAgain} />}
      <ListAndDetail
        opened={isOpen ? `${fid ?? ""} ${replay ?? ""}` : undefined}
        label={text.replays.opened}
        back={text.replays.back}
        onClose={() => open({})}
        list={
          isRead &&
          (rows.length === 0 ? (
            <Empty coverage={coverage} isPast={shown === "past"} />
          ) : (
            <DataTable
              label={text.replays.list}
              columns={isOpen ? columnsBeside(zone) : replayColumns(zone)}
              rows={rows}
              keyOf={(row) => row.key}
              opened={isOpen ? (replay ?? fid) : undefined}
              onOpen={(row) =>
                open(
                  row.kind === "uncertain"
                    ? { fid: row.key }
                    : { fid: row.replay.order ?? undefined, replay: row.replay.id },
                )
              }
              rowClass={(row) => (row.kind === "past" ? "past-replay" : "uncertain-order")}
              hasMore={more.hasNextPage}
              isReading={more.isFetchingNextPage}
              onMore={() => void more.fetchNextPage()}
            />
          ))
        }
      >
        {replay !== undefined ? (
          <PastReplayView id={replay} search={search} show={show} />
        ) : (
          fid !== undefined && <OrderView fid={fid} search={search} show={show} />
        )}
      </ListAndDetail>
    </>
  );
}

function Facts(props: { readonly found: number; readonly hasMore: boolean }) {
  if (props.found === 0) return text.replays.noneToDecide;
  const { found, hasMore } = props;
  return <b>{text.replays.toDecide(`${text.common.count(found)}${hasMore ? "+" : ""}`)}</b>;
}

/** The opened order tells its own coverage instead. */
function ListCoverage(props: {
  readonly coverage: Coverage | undefined;
  readonly atMs: number;
  readonly again: () => void;
}) {
  usePublishCoverage(props.coverage, props.atMs, props.again);
  return null;
}

function Empty(props: { readonly coverage: Coverage | undefined; readonly isPast: boolean }) {
  const through = props.coverage?.ledgers.reduce((sum, { throughSeq }) => sum + throughSeq, 0);
  const position = text.common.count(through ?? 0);
  return (
    <p className="replays-empty">
      {props.isPast ? text.replays.emptyPast(position) : text.replays.emptyWaiting(position)}
    </p>
  );
}
