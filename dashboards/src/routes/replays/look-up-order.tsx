import { useState } from "react";
import { text } from "../../messages/current.ts";

/** Opens any order, also one that is not on the list, by its foreign ID or its number. */
export function LookUpOrder(props: { readonly onOpen: (id: string) => void }) {
  const [typed, setTyped] = useState("");
  return (
    <form
      className="look-up"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "") props.onOpen(typed.trim());
        setTyped("");
      }}
    >
      <label>
        <span className="label">{text.replays.lookUp}</span>{" "}
        <input
          className="field mono"
          value={typed}
          size={14}
          maxLength={64}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        {text.replays.lookUpSubmit}
      </button>
    </form>
  );
}
