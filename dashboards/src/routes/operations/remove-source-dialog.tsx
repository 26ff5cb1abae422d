import { useState } from "react";
import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { text } from "../../messages/current.ts";

/** Settings that are forgotten are gone: the name is typed once more. */
export function RemoveSourceDialog(props: {
  readonly source: SourceAnswer;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { name, records } = props.source;
  const [typed, setTyped] = useState("");
  return (
    <ConfirmDialog
      heading={text.sources.removal.heading(name)}
      verb={text.sources.removal.confirm}
      canConfirm={typed.trim() === name}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <p>{text.sources.removal.effect(name, records)}</p>
      <div className="source-form">
        <label>
          <span className="label">{text.sources.removal.type(name)}</span>
          <input
            className="field mono"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </div>
    </ConfirmDialog>
  );
}
