import "./as-of-field.css";
import { useId, useState } from "react";
import { text } from "../../messages/current.ts";
import { momentText, readMoment } from "../../time/read-moment.ts";

/** A moment to the millisecond, typed or pasted; nothing is asked for until it is whole. */
export function AsOfField(props: {
  readonly asOf: string | undefined;
  readonly onAsOf: (moment: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(props.asOf === undefined ? "" : momentText(props.asOf));
  const [isWrong, setIsWrong] = useState(false);
  const problemId = useId();
  const submit = () => {
    const moment = typed.trim() === "" ? undefined : readMoment(typed);
    setIsWrong(moment === null);
    if (moment !== null && moment !== props.asOf) props.onAsOf(moment);
  };
  return (
    <form
      className="as-of"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label>
        <span className="label">{text.giftCards.asOf}</span>{" "}
        <input
          className="field mono"
          value={typed}
          placeholder={text.giftCards.now}
          size={24}
          maxLength={40}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? problemId : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="button small">
        {text.giftCards.asOfShow}
      </button>
      {props.asOf !== undefined && (
        <button type="button" className="button small" onClick={() => props.onAsOf(undefined)}>
          {text.giftCards.asOfNow}
        </button>
      )}
      {isWrong && (
        <p id={problemId} className="as-of-problem" role="alert">
          {text.giftCards.asOfWrong}
        </p>
      )}
    </form>
  );
}
