import "./note-field.css";

/** Longest text that the service takes for a reason. */
const NOTE_CHARACTERS_MAX = 2_000;

/** A text for those who look later, in a dialog. */
export function NoteField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isRequired?: boolean;
}) {
  return (
    <label className="note-field">
      <span className="label">{props.label}</span>
      <textarea
        className="field"
        rows={3}
        maxLength={NOTE_CHARACTERS_MAX}
        required={props.isRequired === true}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
