import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { EventSentence } from "../../../components/event-sentence.tsx";
import { DataTable } from "../../../components/table/data-table.tsx";
import type { Column } from "../../../components/table/data-table.tsx";
import { text } from "../../../messages/current.ts";
import { exactDuration, shortDuration, waitBarShare } from "../../../time/format-duration.ts";
import { isDiffering } from "./compared-steps.ts";
import type { ComparedStep, Difference, NumberedRow } from "./compared-steps.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { signalName } from "./model-names.ts";
import { readReference } from "./read-reference.ts";

export interface CompareTableProps {
  readonly rows: readonly NumberedRow[];
  readonly compared: CompareAnswer;
  readonly recordOf: (reference: string) => TimelineEntry | undefined;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}

/** Both sides step by step, like beside like; what differs is said in words. */
export function CompareTable(props: CompareTableProps) {
  const { rows, opened } = props;
  const differing = rows.filter(isDiffering).length;
  const shown = rows.find((row) => referencesOf(row).some((short) => short === opened));
  return (
    <section className="view-section" aria-labelledby="compare-steps">
      <h2 id="compare-steps">{text.views.compare.steps(rows.length, differing)}</h2>
      <DataTable
        label={text.views.compare.table}
        columns={columns(props)}
        rows={rows}
        keyOf={keyOf}
        opened={shown === undefined ? undefined : keyOf(shown)}
        onOpen={(row) => {
          const [reference] = referencesOf(row);
          if (reference !== undefined) props.onOpen(reference);
        }}
        rowClass={(row) => isDiffering(row) && "differs"}
      />
    </section>
  );
}

const keyOf = ({ number }: NumberedRow) => String(number);

function referencesOf({ left, right }: NumberedRow): string[] {
  return [left, right].flatMap((step) =>
    step?.reference === null || step?.reference === undefined
      ? []
      : [readReference(step.reference).short],
  );
}

function columns(props: CompareTableProps): Column<NumberedRow>[] {
  const heads = text.views.compare.columns;
  const side = (name: "left" | "right"): Column<NumberedRow> => ({
    id: name,
    head: heads[name],
    width: "minmax(0, 1.3fr)",
    cell: (row) => (
      <>
        <span className="side-letter small">{text.views.compare[name]}</span>
        <Step step={row[name]} row={row} {...props} />
      </>
    ),
  });
  const wait = (name: "left" | "right"): Column<NumberedRow> => ({
    id: `wait-${name}`,
    head: heads.wait,
    width: "minmax(96px, 0.45fr)",
    cell: (row) => {
      const waitMs = row[name]?.waitMs ?? null;
      return (
        waitMs !== null && (
          <>
            <span className="side-letter small">{text.views.compare[name]}</span>+
            {shortDuration(waitMs)}
            <i className="length-bar" style={{ "--share": waitBarShare(waitMs) }} />
          </>
        )
      );
    },
  });
  return [
    { id: "number", head: heads.number, width: "34px", cell: ({ number }) => number },
    side("left"),
    wait("left"),
    wait("right"),
    side("right"),
    {
      id: "difference",
      head: heads.difference,
      width: "minmax(128px, 0.6fr)",
      cell: ({ difference }) => differenceInWords(difference),
    },
  ];
}

function differenceInWords(difference: Difference): string {
  const { differences } = text.views.compare;
  switch (difference.kind) {
    case "alike":
    case "beside":
      return differences[difference.kind];
    case "elsewhere":
      return differences.elsewhere(difference.row);
    case "longer":
    case "shorter":
      return differences[difference.kind](exactDuration(difference.byMs));
    case "onlyLeft":
    case "onlyRight":
      return differences[difference.kind];
    default:
      return difference satisfies never;
  }
}

/** One side of a row: the sentence of its record, or the name of the normal course's signal. */
function Step(
  props: CompareTableProps & {
    readonly step: ComparedStep | null;
    readonly row: NumberedRow;
  },
) {
  const { step, compared } = props;
  if (step === null) {
    return (
      props.row.difference.kind !== "beside" && (
        <span className="no-step">{text.views.compare.noStep}</span>
      )
    );
  }
  const { type } = compared.model;
  if (step.reference === null) return <b>{signalName(type, step.name)}</b>;
  const record = props.recordOf(step.reference);
  return (
    <>
      {record === undefined ? (
        <>
          {step.title !== null && <b lang="en">{step.title}</b>} <code>{step.name}</code>
        </>
      ) : (
        <EventSentence event={record} />
      )}{" "}
      {step.sinceStartMs !== null && (
        <span className="since-start">
          {text.views.compare.sinceStart(shortDuration(step.sinceStartMs))}
        </span>
      )}{" "}
      <EvidenceLinks references={[step.reference]} onOpen={props.onOpen} />
    </>
  );
}
