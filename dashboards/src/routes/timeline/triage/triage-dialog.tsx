import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TriageAnswer } from "#query/answers/triage-answers.ts";
import { sayOfFinding } from "../../../api/triage.ts";
import type { ObjectKey, TriageAction } from "../../../api/triage.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { findingTitle } from "../../../components/findings/finding-title.ts";
import { NoteField } from "../../../components/note-field.tsx";
import { text } from "../../../messages/current.ts";

/** The record that each act writes. */
const RECORDS: Readonly<Record<TriageAction, string>> = {
  acknowledge: "finding.acknowledged",
  explain: "finding.explained",
  assign: "finding.assigned",
  reopen: "finding.reopened",
};

/** Asks for the reason, says what will be recorded, and records it. */
export function TriageDialog(props: {
  readonly action: TriageAction;
  readonly rule: string;
  readonly on: ObjectKey;
  readonly onRecorded: (answer: TriageAnswer) => void;
  readonly onClose: () => void;
}) {
  const { action, rule, on } = props;
  const [note, setNote] = useState("");
  const [assignee, setAssignee] = useState("");
  const client = useQueryClient();
  const isAssign = action === "assign";
  const record = async () => {
    const said = { note: note.trim(), ...(isAssign && { assignee: assignee.trim() }) };
    props.onRecorded(await sayOfFinding(on, rule, action, said));
    void client.invalidateQueries();
  };
  const object = `${text.common.of(on.type)} ${on.id}`;
  return (
    <ConfirmDialog
      heading={text.triage.headings[action](findingTitle(rule))}
      verb={text.triage.verbs[action]}
      canConfirm={note.trim() !== "" && (!isAssign || assignee.trim() !== "")}
      onConfirm={record}
      onClose={props.onClose}
    >
      <p>
        {text.triage.effects[action]} {text.triage.stays}
      </p>
      {isAssign && (
        <label className="note-field">
          <span className="label">{text.triage.assignee}</span>
          <input
            className="field"
            required
            maxLength={256}
            value={assignee}
            autoComplete="off"
            onChange={(event) => setAssignee(event.target.value)}
          />
        </label>
      )}
      <NoteField label={text.triage.note} value={note} isRequired onChange={setNote} />
      <p className="quiet">{text.triage.willRecord(RECORDS[action], object)}</p>
    </ConfirmDialog>
  );
}
