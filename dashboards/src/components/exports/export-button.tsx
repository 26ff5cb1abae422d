import { useState } from "react";
import type { Exported } from "#query/answers/export-answers.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { ExportDialog } from "./export-dialog.tsx";

/**
 * Takes along what is shown: a search, an object's timeline, or a worklist. `hasKey` binds `x`; one button of a
 * page may.
 *
 * @example
 *   <ExportButton what={{ kind: "search", q: "type:payment.declined" }} hasKey />
 */
export function ExportButton(props: { readonly what: Exported; readonly hasKey?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  useShortcuts("page", props.hasKey === true ? { x: open } : {});
  return (
    <>
      <button type="button" className="button" onClick={open}>
        {text.exports.button}
        {props.hasKey === true && <kbd aria-hidden="true">x</kbd>}
      </button>
      {isOpen && <ExportDialog what={props.what} onClose={() => setIsOpen(false)} />}
    </>
  );
}
