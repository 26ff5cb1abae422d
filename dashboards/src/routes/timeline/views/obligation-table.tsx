import { findingTitle } from "../../../components/findings/finding-title.ts";
import { SeverityMark } from "../../../components/severity.tsx";
import type { Severity } from "../../../components/severity.tsx";
import { DataTable } from "../../../components/table/data-table.tsx";
import type { Column } from "../../../components/table/data-table.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { text } from "../../../messages/current.ts";
import { useZone } from "../../../preferences/use-zone.ts";
import { shortDuration } from "../../../time/format-duration.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { obligationName } from "./model-names.ts";
import { readReference } from "./read-reference.ts";
import type { Lifecycle } from "./state-path.ts";
import type { StatesProps } from "./view-props.ts";

type Obligation = Lifecycle["obligations"][number];

const MARKS: Readonly<Record<Obligation["status"], Severity | null>> = {
  overdue: "error",
  late: "warning",
  open: "info",
  met: "ok",
  lapsed: null,
};

/** What had to follow, by when, and whether it did. */
export function ObligationTable(props: StatesProps) {
  const zone = useZone();
  const { lifecycle, onOpen } = props;
  const { heading, none } = text.views.obligations;
  return (
    <section className="view-section" aria-labelledby="states-owed">
      <h2 id="states-owed">{heading}</h2>
      {lifecycle.obligations.length === 0 ? (
        <p>{none}</p>
      ) : (
        <DataTable
          label={heading}
          columns={columns(props, zone)}
          rows={lifecycle.obligations}
          keyOf={({ name, since, dueAt, evidence }) =>
            `${name} ${since} ${dueAt} ${evidence.join(" ")}`
          }
          onOpen={({ evidence: [reference] }) => {
            if (reference !== undefined) onOpen(readReference(reference).short);
          }}
          rowClass={({ status }) => status === "overdue" && "grave"}
          hasKeys={false}
        />
      )}
    </section>
  );
}

function columns({ model, lifecycle, onOpen }: StatesProps, zone: string): Column<Obligation>[] {
  const { columns: heads, statuses } = text.views.obligations;
  return [
    {
      id: "owed",
      head: heads.owed,
      width: "minmax(150px, 1.1fr)",
      cell: ({ name, status, rule }) => (
        <>
          <b>{obligationName(model.type, name, model)}</b>
          {status === "overdue" && <span className="owed-rule"> {findingTitle(rule)}</span>}
        </>
      ),
    },
    {
      id: "status",
      head: heads.status,
      width: "minmax(150px, 0.9fr)",
      cell: ({ status, dueAt, metAt }) => {
        const mark = MARKS[status];
        const beyondMs = Math.abs(Date.parse(metAt ?? lifecycle.asOf) - Date.parse(dueAt));
        return (
          <span className={`status-word ${status}`}>
            {mark !== null && <SeverityMark severity={mark} />}
            <span>{statuses[status](shortDuration(beyondMs))}</span>
          </span>
        );
      },
    },
    {
      id: "since",
      head: heads.since,
      width: "196px",
      isSecondary: true,
      cell: ({ since }) => <TimeText iso={since} zone={zone} withDate />,
    },
    {
      id: "due",
      head: heads.due,
      width: "196px",
      cell: ({ dueAt }) => <TimeText iso={dueAt} zone={zone} withDate />,
    },
    {
      id: "met",
      head: heads.met,
      width: "196px",
      isSecondary: true,
      cell: ({ metAt }) => metAt !== null && <TimeText iso={metAt} zone={zone} withDate />,
    },
    {
      id: "records",
      head: heads.records,
      width: "minmax(110px, 0.7fr)",
      align: "end",
      cell: ({ evidence }) => <EvidenceLinks references={evidence} onOpen={onOpen} />,
    },
  ];
}
