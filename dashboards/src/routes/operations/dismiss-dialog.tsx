import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { dismissQuarantined } from "../../api/quarantine.ts";
import { ModalDialog } from "../../components/modal-dialog.tsx";
import { text } from "../../messages/current.ts";

/** States the object, what happens, and what is recorded; nothing happens without a reason. */
export function DismissDialog(props: { readonly itemId: string; readonly onClose: () => void }) {
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string>();
  const client = useQueryClient();
  const dismiss = async () => {
    try {
      await dismissQuarantined(props.itemId, note.trim());
      await client.invalidateQueries();
      props.onClose();
    } catch (error) {
      const words = error instanceof ApiProblem ? error.message : "";
      setProblem(words === "" ? text.problem.offline : words);
    }
  };
  return (
    <ModalDialog
      heading={text.quarantine.dismissHeading(props.itemId)}
      isOpen
      role="alertdialog"
      onClose={props.onClose}
    >
      <p>{text.quarantine.dismissEffect}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void dismiss();
        }}
      >
        <label className="dismiss-reason">
          <span className="label">{text.quarantine.dismissReason}</span>
          <textarea
            className="field"
            rows={3}
            required
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        {problem !== undefined && <p role="alert">{problem}</p>}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>
            {text.common.cancel}
          </button>
          <button type="submit" className="button primary" disabled={note.trim() === ""}>
            {text.quarantine.dismissConfirm}
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}
