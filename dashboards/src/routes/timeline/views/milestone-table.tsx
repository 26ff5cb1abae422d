import { DataTable } from "../../../components/table/data-table.tsx";
import type { Column } from "../../../components/table/data-table.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { text } from "../../../messages/current.ts";
import { useZone } from "../../../preferences/use-zone.ts";
import { exactDuration, waitBarShare } from "../../../time/format-duration.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { signalName } from "./model-names.ts";
import { readReference } from "./read-reference.ts";
import type { Lifecycle } from "./state-path.ts";
import type { StatesProps } from "./view-props.ts";

type Milestone = Lifecycle["milestones"][number];

/** The milestones of an object's kind, those that have not come too. */
export function MilestoneTable(props: StatesProps) {
  const zone = useZone();
  const { lifecycle, onOpen } = props;
  return (
    <section className="view-section" aria-labelledby="states-milestones">
      <h2 id="states-milestones">{text.views.milestones.heading}</h2>
      <DataTable
        label={text.views.milestones.heading}
        columns={columns(props, zone)}
        rows={lifecycle.milestones}
        keyOf={({ name, at }) => `${name} ${at}`}
        onOpen={({ evidence: [reference] }) => {
          if (reference !== undefined) onOpen(readReference(reference).short);
        }}
        hasKeys={false}
      />
    </section>
  );
}

function columns({ model, onOpen }: StatesProps, zone: string): Column<Milestone>[] {
  const { columns: heads, notRecorded } = text.views.milestones;
  return [
    {
      id: "milestone",
      head: heads.milestone,
      width: "minmax(150px, 1.1fr)",
      cell: ({ name, at }) =>
        at === null ? (
          <span className="not-come">
            <i className="absent-mark" />
            {signalName(model.type, name, model)}
          </span>
        ) : (
          <b>{signalName(model.type, name, model)}</b>
        ),
    },
    {
      id: "at",
      head: heads.at,
      width: "196px",
      cell: ({ at }) =>
        at === null ? (
          <span className="not-come">{notRecorded}</span>
        ) : (
          <TimeText iso={at} zone={zone} withDate />
        ),
    },
    {
      id: "wait",
      head: heads.wait,
      width: "minmax(170px, 1fr)",
      align: "end",
      cell: ({ waitMs }) =>
        waitMs !== null && (
          <>
            +{exactDuration(waitMs)}
            <i className="length-bar" style={{ "--share": waitBarShare(waitMs) }} />
          </>
        ),
    },
    {
      id: "records",
      head: heads.records,
      width: "minmax(110px, 0.7fr)",
      align: "end",
      cell: ({ evidence }) =>
        evidence.length > 0 && <EvidenceLinks references={evidence} onOpen={onOpen} />,
    },
  ];
}
