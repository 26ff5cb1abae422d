import "./replay-view.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReplayView } from "#query/answers/replay-answers.ts";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { PROGRESS_MS, replayAnswer, replayTableAnswer } from "../../api/replays.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { CodedText } from "../../components/coded-text.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { walk } from "./decision-tree.ts";
import type { Walk } from "./decision-tree.ts";
import { DecisionView } from "./decision-view.tsx";
import { OrderHead } from "./order-head.tsx";
import { OrderFindings, ReplayHistory } from "./replay-history.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { decisiveLine } from "./replay-rows.ts";
import { ReplayStepsPanel } from "./replay-steps-panel.tsx";
import { RunOutcome } from "./run-outcome.tsx";
import { inputsPath, shopPath } from "./tree-paths.ts";
import { questionWords } from "./tree-words.ts";
import { useListsRenewed } from "./use-lists-renewed.ts";
import { useReplayRun } from "./use-replay-run.ts";
import type { ReplayRun } from "./use-replay-run.ts";
import type { ReplaysViewProps } from "./view-props.ts";

/** How long the records of a finished replay are waited for: the log follows the shop. */
const FOLLOWED_MS = 30_000;

/** True while records of the run may still come. */
function isAwaited(run: ReplayRun | null, view: ReplayView | undefined): boolean {
  if (run === null) return false;
  if (run.status === "running") return true;
  const id = run.executed?.replay.replayId;
  if (id === undefined || Date.now() - run.startedAtMs > FOLLOWED_MS) return false;
  const told = view?.replays.find((replay) => replay.id === id);
  return told === undefined || told.state === "loading";
}

/** What is to be done of one order now: by the shop and by the log, with the way to do it. */
export function OrderView({ fid, search, show }: ReplaysViewProps & { readonly fid: string }) {
  const { run, start } = useReplayRun(fid);
  const answer = useQuery({
    ...replayAnswer(fid),
    refetchInterval: (query) => (isAwaited(run, query.state.data) ? PROGRESS_MS : false),
  });
  const table = useQuery(replayTableAnswer());
  const { data } = answer;
  useListsRenewed(data);
  const error = answer.error ?? table.error;
  const readAgain = () => void Promise.all([answer.refetch(), table.refetch()]);
  usePublishCoverage(data?.coverage, answer.dataUpdatedAt, readAgain);
  return (
    <article className="replay-view">
      <LoadingLine isLoading={answer.isFetching} />
      {error !== null &&
        (data === undefined ? (
          <ProblemView error={error} onRetry={readAgain} />
        ) : (
          <StaleLine error={error} answeredAtMs={answer.dataUpdatedAt} onRetry={readAgain} />
        ))}
      {data !== undefined && table.data !== undefined && (
        <Order
          view={data}
          table={table.data}
          run={run}
          onRun={(isDryRun) =>
            void start(
              isDryRun,
              data.replays.map(({ id }) => id),
            )
          }
          search={search}
          show={show}
        />
      )}
    </article>
  );
}

function Order(
  props: ReplaysViewProps & {
    readonly view: ReplayView;
    readonly table: ReplayTable;
    readonly run: ReplayRun | null;
    readonly onRun: (isDryRun: boolean) => void;
  },
) {
  const { view, table, run, search, show } = props;
  const [isAsking, setIsAsking] = useState(false);
  const { shop, decisions } = view;
  const unit =
    decisions.find(({ lineItemId }) => lineItemId === search.line) ?? decisiveLine(decisions);
  const byLog = unit === undefined ? [] : [inputsPath("log", unit.inputs)];
  const byShop = shop.decision === null ? [] : [shopPath(shop.decision)];
  const paths = [...byShop, ...byLog];
  const decision = shop.decision?.decision ?? unit?.decision ?? null;
  const canRun = shop.isConfigured && run?.status !== "running";
  const onOpen = (rec: string) => show({ rec });
  useShortcuts("page", { d: canRun ? () => props.onRun(true) : undefined });
  return (
    <>
      <OrderHead
        view={view}
        decision={shop.decision?.decision ?? null}
        canRun={canRun}
        isReplaying={run?.status === "running" && !run.isDryRun}
        onDryRun={() => props.onRun(true)}
        onReplay={() => setIsAsking(true)}
      />
      {run !== null && <RunOutcome run={run} view={view} table={table} onOpen={onOpen} />}
      <section className="replay-section replay-decision" aria-labelledby="replay-decision">
        <h3 id="replay-decision">{text.replays.tree.heading}</h3>
        {decisions.length > 1 && (
          <Segmented
            label={text.replays.line}
            value={unit?.lineItemId ?? ""}
            choices={decisions.map(({ lineItemId }) => ({
              value: lineItemId ?? "",
              label: text.replays.lineOf(lineItemId ?? ""),
            }))}
            onChange={(line) => show({ line })}
          />
        )}
        {decisions.length > 1 && byShop.length > 0 && (
          <p className="quiet">{text.replays.lineOfShop}</p>
        )}
        <Reasons view={view} table={table} paths={paths} why={shop.decision?.why ?? unit?.why} />
        {unit?.restsOnAbsence === true && (
          <p className="quiet">{text.replays.tree.restsOnAbsence}</p>
        )}
      </section>
      <DecisionView table={table} paths={paths} onOpen={onOpen} />
      <ReplayStepsPanel
        table={table}
        decision={decision}
        lineItemId={
          decisions.length === 1 || byShop.length === 0 ? (unit?.lineItemId ?? null) : null
        }
        loaded={null}
        checks={null}
        onOpen={onOpen}
      />
      <ReplayHistory replays={view.replays} fid={view.foreignId ?? view.order} />
      <OrderFindings findings={view.lifecycle.findings} onOpen={onOpen} />
      {isAsking && shop.decision !== null && (
        <ReplayDialog
          order={view.foreignId ?? view.order}
          decision={shop.decision.decision}
          table={table}
          onReplay={() => props.onRun(false)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

/** Why it is decided so, whether shop and log agree, and why the shop says nothing. */
function Reasons(props: {
  readonly view: ReplayView;
  readonly table: ReplayTable;
  readonly paths: readonly ReturnType<typeof inputsPath>[];
  readonly why: string | null | undefined;
}) {
  const { shop } = props.view;
  const walks = props.paths.map((path) => walk(props.table, path));
  return (
    <>
      {props.why !== null && props.why !== undefined && <p lang="en">{props.why}</p>}
      {walks.length === 2 && <Agreement table={props.table} walks={walks} />}
      {shop.decision === null && (
        <p className="replay-agree">
          <SeverityMark severity={shop.isConfigured ? "warning" : "info"} />
          <span>
            {shop.isConfigured ? text.replays.shopSilent : text.replays.shopNotSet}{" "}
            {shop.isConfigured ? (
              <span lang="en">
                <CodedText words={shop.reason ?? ""} />
              </span>
            ) : (
              <span className="quiet">{text.replays.shopNotSetHow}</span>
            )}
          </span>
        </p>
      )}
    </>
  );
}

/** Of the shop's way and the log's. */
function Agreement(props: { readonly table: ReplayTable; readonly walks: readonly Walk[] }) {
  const [byShop, byLog] = props.walks;
  const { tree } = text.replays;
  const needs = byLog?.needs ?? null;
  const isSame = byShop?.branch === byLog?.branch;
  return (
    <p className="replay-agree">
      <SeverityMark severity={needs !== null ? "info" : isSame ? "ok" : "warning"} />
      {needs !== null
        ? tree.logOpen(questionWords(props.table, needs))
        : isSame
          ? tree.same
          : tree.differ}
    </p>
  );
}
