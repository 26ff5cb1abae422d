import { useId } from "react";
import type { IncidentSummary } from "#query/answers/incident-answers.ts";
import { text } from "../../messages/current.ts";

/** Open incidents and a new one, as radio buttons. `chosen` is an ID, or empty for a new one. */
export function PinChoices(props: {
  readonly incidents: readonly IncidentSummary[];
  readonly chosen: string;
  readonly onChoose: (incidentId: string) => void;
}) {
  const name = useId();
  const words = text.incidents.pin;
  const choices = [
    ...props.incidents.map(({ id, title }) => ({ id, title })),
    { id: "", title: words.chooseOther },
  ];
  return (
    <fieldset className="pin-choices">
      <legend className="label">{words.choose}</legend>
      <div className="pin-choices-list">
        {choices.map(({ id, title }) => (
          <label key={id} className="pin-choice">
            <input
              type="radio"
              name={name}
              value={id}
              checked={id === props.chosen}
              onChange={() => props.onChoose(id)}
            />
            <span>{title}</span>
            <span className="mono">{id}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
