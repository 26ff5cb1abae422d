import type { Incident } from "#query/answers/incident-answers.ts";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ReferenceButton } from "./reference-button.tsx";

/** Everything that was done to the file, each with its record. */
export function IncidentHistory(props: {
  readonly incident: Incident;
  readonly onOpen: (reference: string) => void;
}) {
  const zone = useZone();
  const { history } = props.incident;
  return (
    <section className="incident-section">
      <h2>{text.incidents.historyHeading}</h2>
      <p className="quiet">{text.incidents.historyExplain}</p>
      <ol className="incident-history">
        {history.map((act, place) => (
          <li key={`${act.reference} ${act.act}`}>
            <TimeText iso={act.at} zone={zone} above={history[place - 1]?.at} withDate />
            <span>{text.incidents.done[act.act]}</span>
            <span className="incident-by">{act.by}</span>
            <span className="incident-said">{act.title ?? act.note ?? ""}</span>
            <ReferenceButton reference={act.reference} onOpen={props.onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}
