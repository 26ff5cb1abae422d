import "./quarantine.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { QuarantineItemAnswer } from "#query/answers/quarantine-answers.ts";
import { quarantineAnswer } from "../../api/quarantine.ts";
import { classNames } from "../../components/class-names.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { QuarantineItemView } from "./quarantine-item.tsx";
import { QUARANTINE_STATUSES } from "./quarantine-search.ts";
import type { QuarantineStatusChoice } from "./quarantine-search.ts";

const route = getRouteApi("/operations/quarantine");

/** Input that could not become a record: seen, corrected and read again, or set aside with a reason. */
export function QuarantinePage() {
  const search = route.useSearch();
  const status = search.status ?? "open";
  const navigate = route.useNavigate();
  const answer = useInfiniteQuery(quarantineAnswer(status));
  const pagesRead = answer.data?.pages;
  const items = pagesRead?.flatMap((page) => page.items) ?? [];
  usePublishCoverage(
    pagesRead?.at(-1)?.coverage,
    answer.dataUpdatedAt,
    () => void answer.refetch(),
  );
  useEffect(() => {
    document.title = text.title(text.quarantine.title);
  }, []);
  const show = (chosen: { status?: QuarantineStatusChoice; item?: string }) =>
    void navigate({ search: chosen, resetScroll: false });
  const withStatus = status === "open" ? {} : { status };
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <div className={classNames("with-evidence", search.item !== undefined && "open")}>
        <section className="quarantine" aria-labelledby="quarantine-heading">
          <h1 id="quarantine-heading">{text.quarantine.heading}</h1>
          <p className="quarantine-explain">{text.quarantine.explain}</p>
          <Segmented
            label={text.quarantine.status}
            value={status}
            choices={QUARANTINE_STATUSES.map((value) => ({ value, label: text.quarantine[value] }))}
            onChange={(chosen) => show(chosen === "open" ? {} : { status: chosen })}
          />
          {answer.error !== null && (
            <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
          )}
          {pagesRead !== undefined && items.length === 0 && (
            <p className="quarantine-empty">
              {status === "open" ? text.quarantine.empty.open : text.quarantine.empty.other}
            </p>
          )}
          {items.length > 0 && (
            <QuarantineTable
              items={items}
              chosen={search.item}
              onChoose={(item) => show({ ...withStatus, item })}
            />
          )}
          {answer.hasNextPage && (
            <button
              type="button"
              className="button"
              disabled={answer.isFetchingNextPage}
              onClick={() => void answer.fetchNextPage()}
            >
              {text.quarantine.more}
            </button>
          )}
        </section>
        {search.item !== undefined && (
          <QuarantineItemView
            key={search.item}
            itemId={search.item}
            onClose={() => show(withStatus)}
          />
        )}
      </div>
    </>
  );
}

function QuarantineTable(props: {
  readonly items: readonly QuarantineItemAnswer[];
  readonly chosen: string | undefined;
  readonly onChoose: (itemId: string) => void;
}) {
  const zone = useZone();
  const body = useRef<HTMLTableSectionElement>(null);
  const { columns } = text.quarantine;
  const step = (by: 1 | -1) => () => {
    const buttons = [...(body.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[at < 0 ? (by === 1 ? 0 : buttons.length - 1) : at + by]?.focus();
  };
  useShortcuts("page", { j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1) });
  return (
    <table className="quarantine-table">
      <caption className="visually-hidden">{text.quarantine.list}</caption>
      <thead>
        <tr>
          <th>{columns.item}</th>
          <th>{columns.reason}</th>
          <th>{columns.source}</th>
          <th>{columns.when}</th>
          <th className="quarantine-size">{columns.size}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.items.map((item) => (
          <tr key={item.itemId} aria-current={props.chosen === item.itemId}>
            <td>
              <button
                type="button"
                className="button plain mono"
                onClick={() => props.onChoose(item.itemId)}
              >
                {item.itemId}
              </button>
            </td>
            <td>
              <b>{text.quarantine.reasons[item.reason] ?? item.reason}</b>
              <span className="quarantine-message">
                <CodedText words={item.message} />
              </span>
            </td>
            <td className="mono">{item.sourceName}</td>
            <td>
              <TimeText iso={item.quarantinedAt} zone={zone} withDate />
            </td>
            <td className="quarantine-size">{text.quarantine.bytes(item.contentBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
