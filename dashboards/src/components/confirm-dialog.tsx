import { useState } from "react";
import { text } from "../messages/current.ts";
import { focusFirstField } from "./focus-first-field.ts";
import { ModalDialog } from "./modal-dialog.tsx";
import { ProblemLine } from "./problem-view.tsx";

/**
 * Asks before something is done: names the object, what will come of it, and what is recorded. The button
 * carries the verb. It stays open with the reason where the act fails.
 */
export function ConfirmDialog(props: {
  readonly heading: string;
  /** Object, effect and record to be written, in sentences; fields where something must be said. */
  readonly children: React.ReactNode;
  readonly verb: string;
  /** False while a required field is empty. */
  readonly canConfirm?: boolean;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [isActing, setIsActing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setIsActing(true);
    setError(null);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (reason) {
      setError(reason);
      setIsActing(false);
    }
  };
  return (
    <ModalDialog heading={props.heading} isOpen onClose={props.onClose} role="alertdialog">
      <form
        ref={focusFirstField}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isActing && props.canConfirm !== false) void act();
        }}
      >
        {props.children}
        {error !== null && <ProblemLine error={error} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>
            {text.common.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={isActing || props.canConfirm === false}
          >
            {props.verb}
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}
