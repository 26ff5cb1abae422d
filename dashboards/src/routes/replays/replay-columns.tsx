import type { UncertainOrder } from "#query/answers/replay-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import type { Column } from "../../components/table/data-table.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { decisiveLine, type ReplayRow } from "./replay-rows.ts";
import { byWords, decisionWords, VERDICT_SEVERITIES } from "./replay-words.ts";

/** Columns of the list where it has the whole window. */
export function replayColumns(zone: string): readonly Column<ReplayRow>[] {
  const { columns } = text.replays;
  return [
    { id: "order", head: columns.order, width: "190px", cell: (row) => <OrderName row={row} /> },
    {
      id: "wait",
      head: columns.wait,
      width: "200px",
      cell: (row) => <When row={row} zone={zone} />,
    },
    {
      id: "what",
      head: columns.what,
      width: "minmax(0, 1fr)",
      cell: (row) => <Known row={row} />,
    },
    {
      id: "store",
      head: columns.store,
      width: "110px",
      isSecondary: true,
      cell: (row) => (row.kind === "uncertain" ? (row.order.store ?? "") : ""),
    },
    {
      id: "amount",
      head: columns.amount,
      width: "100px",
      align: "end",
      isSecondary: true,
      cell: (row) =>
        row.kind === "uncertain" && row.order.amount !== null ? formatAmount(row.order.amount) : "",
    },
    {
      id: "decision",
      head: columns.decision,
      width: "150px",
      align: "end",
      cell: (row) => <DecisionName row={row} />,
    },
  ];
}

/** Two lines to a row, beside the opened order. */
export function columnsBeside(zone: string): readonly Column<ReplayRow>[] {
  return [
    {
      id: "order",
      head: text.replays.columns.order,
      width: "minmax(0, 1fr)",
      cell: (row) => (
        <span className="two-lines">
          <OrderName row={row} />
          <span className="two-lines-second">
            <Known row={row} isShort />
          </span>
        </span>
      ),
    },
    {
      id: "decision",
      head: text.replays.columns.decisionBeside,
      width: "196px",
      align: "end",
      cell: (row) => (
        <span className="two-lines">
          <When row={row} zone={zone} />
          <DecisionName row={row} />
        </span>
      ),
    },
  ];
}

function OrderName({ row }: { readonly row: ReplayRow }) {
  if (row.kind === "uncertain") {
    return <b className="mono">{row.order.foreignId ?? row.order.order}</b>;
  }
  const { order, id } = row.replay;
  return <IdentifierText id={order ?? id} />;
}

function When({ row, zone }: { readonly row: ReplayRow; readonly zone: string }) {
  if (row.kind === "uncertain") return shortDuration(row.order.uncertainForMs);
  const { decidedAt } = row.replay;
  return decidedAt === null ? (
    <span className="quiet">{text.common.notKnown}</span>
  ) : (
    <TimeText iso={decidedAt} zone={zone} withDate />
  );
}

function DecisionName({ row }: { readonly row: ReplayRow }) {
  const decision =
    row.kind === "uncertain"
      ? (decisiveLine(row.order.decisions)?.decision ?? null)
      : row.replay.decision;
  return <b>{decisionWords(decision)}</b>;
}

/** Of an uncertain order what its decision still needs; of a replay what is to be thought of it. */
function Known({ row, isShort }: { readonly row: ReplayRow; readonly isShort?: true }) {
  if (row.kind === "uncertain") return uncertainWords(row.order, isShort === true);
  const { verdict, isDryRun, by } = row.replay;
  return (
    <span className="replay-verdict">
      <SeverityMark severity={VERDICT_SEVERITIES[verdict]} />
      {text.replays.verdicts[verdict]}, {byWords(by)}
      {isDryRun && `, ${text.replays.dryRunPast}`}
    </span>
  );
}

function uncertainWords({ decisions, replays }: UncertainOrder, isShort: boolean): string {
  const first = decisiveLine(decisions);
  const needed = first?.inputs.find(({ fact }) => fact === first.needs);
  const tried = replays === 0 ? text.replays.neverTried : text.replays.triedBefore(replays);
  if (needed === undefined) return tried;
  const question = text.replays.tree.questions[needed.fact] ?? needed.question;
  const needs = text.replays.needs(question);
  return isShort ? needs : `${needs} · ${tried}`;
}
