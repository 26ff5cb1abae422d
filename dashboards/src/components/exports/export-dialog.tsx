import type { Exported } from "#query/answers/export-answers.ts";
import { startExport } from "../../api/exports.ts";
import { text } from "../../messages/current.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";

export function ExportDialog(props: { readonly what: Exported; readonly onClose: () => void }) {
  return (
    <ConfirmDialog
      heading={text.exports.heading}
      verb={text.exports.start}
      onConfirm={async () => {
        await startExport(props.what, "html");
      }}
      onClose={props.onClose}
    >
      <p>{text.exports.explain}</p>
    </ConfirmDialog>
  );
}
