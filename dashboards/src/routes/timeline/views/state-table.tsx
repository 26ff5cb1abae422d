import { stateName } from "../../../components/findings/state-name.ts";
import { findingTitle } from "../../../components/findings/finding-title.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import type { Column } from "../../../components/table/data-table.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { text } from "../../../messages/current.ts";
import { useZone } from "../../../preferences/use-zone.ts";
import { exactDuration, waitBarShare } from "../../../time/format-duration.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { signalName } from "./model-names.ts";
import { readReference } from "./read-reference.ts";
import type { StateModel, StateVisit } from "./state-path.ts";
import type { StatesProps } from "./view-props.ts";

/** Every stay in a state, in order: the diagram as a list. */
export function StateTable(props: StatesProps & { readonly visits: readonly StateVisit[] }) {
  const zone = useZone();
  const { visits, model, opened, onOpen } = props;
  const shown = visits.find(({ evidence }) =>
    evidence.some((reference) => readReference(reference).short === opened),
  );
  return (
    <section className="view-section" aria-labelledby="states-entered">
      <h2 id="states-entered">{text.views.states.stays(visits.length)}</h2>
      <DataTable
        label={text.views.states.table}
        columns={columns(model, zone, onOpen)}
        rows={visits}
        keyOf={keyOf}
        opened={shown === undefined ? undefined : keyOf(shown)}
        onOpen={({ evidence: [reference] }) => {
          if (reference !== undefined) onOpen(readReference(reference).short);
        }}
        rowClass={({ rule }) => rule !== null && "grave"}
      />
    </section>
  );
}

const keyOf = ({ place }: StateVisit) => String(place);

function columns(
  model: StateModel,
  zone: string,
  onOpen: (reference: string) => void,
): Column<StateVisit>[] {
  const { columns: heads, still, notTold, begins } = text.views.states;
  return [
    {
      id: "state",
      head: heads.state,
      width: "minmax(110px, 1.1fr)",
      cell: ({ state, place, rule }) => (
        <>
          <b>{stateName(model.type, state)}</b>
          {place === 1 && ` ${text.views.states.first}`}
          {rule !== null && <span className="status-word overdue"> {findingTitle(rule)}</span>}
        </>
      ),
    },
    {
      id: "from",
      head: heads.from,
      width: "196px",
      cell: ({ from }) => <TimeText iso={from} zone={zone} withDate />,
    },
    {
      id: "to",
      head: heads.to,
      width: "196px",
      isSecondary: true,
      cell: ({ to }) =>
        to === null ? (
          <span className="not-come">{still}</span>
        ) : (
          <TimeText iso={to} zone={zone} withDate />
        ),
    },
    {
      id: "lasted",
      head: heads.lasted,
      width: "minmax(140px, 236px)",
      align: "end",
      cell: ({ lengthMs, to }) => (
        <>
          {to === null ? text.views.states.soFar(exactDuration(lengthMs)) : exactDuration(lengthMs)}
          <i className="length-bar" style={{ "--share": waitBarShare(lengthMs) }} />
        </>
      ),
    },
    {
      id: "by",
      head: heads.by,
      width: "minmax(90px, 1fr)",
      cell: ({ signal, state, place }) =>
        signal === null ? (
          <span className="not-come">
            {place === 1 && state === model.initial ? begins : notTold}
          </span>
        ) : (
          signalName(model.type, signal, model)
        ),
    },
    {
      id: "records",
      head: heads.records,
      width: "minmax(100px, 0.7fr)",
      align: "end",
      cell: ({ evidence }) => <EvidenceLinks references={evidence} onOpen={onOpen} />,
    },
  ];
}
