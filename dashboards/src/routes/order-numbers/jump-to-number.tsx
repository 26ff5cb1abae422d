import { useId, useState } from "react";
import { text } from "../../messages/current.ts";
import type { NumberNames } from "./name-numbers.ts";
import type { NumberRange } from "./strip-scale.ts";

/** Goes to a number that somebody read out: as it is written, or its place in the sequence. */
export function JumpToNumber(props: {
  readonly names: NumberNames;
  readonly bounds: NumberRange;
  readonly onGo: (sequence: number) => void;
}) {
  const { names, bounds } = props;
  const [typed, setTyped] = useState("");
  const [isUnknown, setIsUnknown] = useState(false);
  const id = useId();
  return (
    <form
      className="jump-to-number"
      onSubmit={(event) => {
        event.preventDefault();
        const sequence = names.sequenceOf(typed);
        setIsUnknown(sequence === null);
        if (sequence !== null) props.onGo(sequence);
      }}
    >
      <label className="label" htmlFor={id}>
        {text.orderNumbers.jump}
      </label>
      <input
        id={id}
        className="field mono"
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        aria-invalid={isUnknown}
        aria-describedby={isUnknown ? `${id}-problem` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsUnknown(false);
        }}
      />
      <button type="submit" className="button">
        {text.orderNumbers.jumpGo}
      </button>
      {isUnknown && (
        <p id={`${id}-problem`} role="alert" className="jump-problem">
          {text.orderNumbers.jumpUnknown(names.nameOf(bounds.from), names.nameOf(bounds.to))}
        </p>
      )}
    </form>
  );
}
