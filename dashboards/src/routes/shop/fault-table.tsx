import type { ShopFault } from "#query/answers/shop-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { findingTitle } from "../../components/findings/finding-title.ts";
import { type Column, DataTable } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { type FaultDraft, isOn, shownPercent, turned } from "./fault-draft.ts";
import { percentText, readPercent } from "./shop-numbers.ts";

interface FaultTableProps {
  readonly faults: readonly ShopFault[];
  readonly draft: FaultDraft;
  readonly onType: (name: string, percent: string) => void;
}

/** Every fault with its switch and its rate. */
export function FaultTable(props: FaultTableProps) {
  return (
    <DataTable
      label={text.shop.simulator.list}
      columns={columns(props)}
      rows={props.faults}
      keyOf={({ name }) => name}
      rowClass={(fault) => classNames(isOn(fault, props.draft) && "fault-on")}
    />
  );
}

function columns({ draft, onType }: FaultTableProps): readonly Column<ShopFault>[] {
  const words = text.shop.simulator;
  return [
    {
      id: "fault",
      head: words.columns.fault,
      width: "minmax(230px, 300px)",
      cell: (fault) => (
        <label className="fault-switch">
          <input
            type="checkbox"
            checked={isOn(fault, draft)}
            aria-label={words.turn(fault.name)}
            onChange={({ target }) => onType(fault.name, turned(fault, target.checked))}
          />
          <span className="mono">{fault.name}</span>
        </label>
      ),
    },
    {
      id: "what",
      head: words.columns.what,
      width: "minmax(0, 1.7fr)",
      cell: ({ what }) => <span lang="en">{what}</span>,
    },
    {
      id: "findings",
      head: words.columns.findings,
      width: "minmax(0, 1fr)",
      isSecondary: true,
      cell: ({ findings }) =>
        findings.length === 0 ? (
          <span className="quiet">{words.noFinding}</span>
        ) : (
          <ul>
            {findings.map((rule) => (
              <li key={rule}>{findingTitle(rule)}</li>
            ))}
          </ul>
        ),
    },
    {
      id: "struck",
      head: words.columns.struck,
      width: "64px",
      align: "end",
      isSecondary: true,
      cell: ({ struck }) => text.common.count(struck),
    },
    {
      id: "usual",
      head: words.columns.usual,
      width: "64px",
      align: "end",
      isSecondary: true,
      cell: ({ usualRate }) => words.percent(percentText(usualRate)),
    },
    {
      id: "rate",
      head: words.columns.rate,
      width: "96px",
      align: "end",
      cell: (fault) => {
        const percent = shownPercent(fault, draft);
        return (
          <span className="fault-rate">
            <input
              type="number"
              className="field"
              inputMode="decimal"
              min={0}
              max={100}
              step="any"
              aria-label={words.rateOf(fault.name)}
              aria-invalid={readPercent(percent) === null}
              value={percent}
              onChange={({ target }) => onType(fault.name, target.value)}
            />
            {words.percentSign}
          </span>
        );
      },
    },
  ];
}
