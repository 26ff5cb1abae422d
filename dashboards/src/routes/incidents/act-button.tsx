import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { IncidentChange } from "#query/answers/incident-answers.ts";
import {
  closeIncident,
  noteOnIncident,
  renameIncident,
  reopenIncident,
  unpinFromIncident,
} from "../../api/incidents.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { NoteField } from "../../components/note-field.tsx";
import { text } from "../../messages/current.ts";

type Act = keyof typeof text.incidents.acts;

interface ActProps {
  readonly act: Act;
  readonly incidentId: string;
  /** The pin it is about, of acts on a pin. */
  readonly pin?: string;
}

/** What each act asks of the service. */
const RECORDS: Readonly<
  Record<Act, (id: string, words: string, pin: string) => Promise<IncidentChange>>
> = {
  note: (id, note) => noteOnIncident(id, { note }),
  noteOnPin: (id, note, pin) => noteOnIncident(id, { note, pin }),
  unpin: (id, note, pin) => unpinFromIncident(id, { note, pin }),
  rename: (id, title) => renameIncident(id, title),
  close: (id, note) => closeIncident(id, note),
  reopen: (id, note) => reopenIncident(id, note),
};

/** A button that asks for the text of one act on an incident, and records it. */
export function ActButton(props: ActProps & { readonly isSmall?: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        className={props.isSmall === true ? "button small" : "button"}
        onClick={() => setIsAsking(true)}
      >
        {text.incidents.acts[props.act].button}
      </button>
      {isAsking && <ActDialog {...props} onClose={() => setIsAsking(false)} />}
    </>
  );
}

/** Says what will be recorded; then the page shows the recorded answer. */
function ActDialog(props: ActProps & { readonly onClose: () => void }) {
  const { act, incidentId, pin = "" } = props;
  const [said, setSaid] = useState("");
  const client = useQueryClient();
  const words = text.incidents.acts[act];
  const record = async () => {
    const { incident } = await RECORDS[act](incidentId, said.trim(), pin);
    client.setQueryData(["incident", incident.id], incident);
    void client.invalidateQueries({ queryKey: ["incidents"] });
  };
  return (
    <ConfirmDialog
      heading={words.heading(incidentId)}
      verb={words.verb}
      canConfirm={said.trim() !== ""}
      onConfirm={record}
      onClose={props.onClose}
    >
      <p>{words.explain}</p>
      <NoteField label={words.label} value={said} isRequired onChange={setSaid} />
      <p className="quiet">{text.incidents.willRecord(words.record)}</p>
    </ConfirmDialog>
  );
}
