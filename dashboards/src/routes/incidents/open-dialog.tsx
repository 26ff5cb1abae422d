import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { openIncident } from "../../api/incidents.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { NoteField } from "../../components/note-field.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** A title and a first note; then the page of the new incident. */
export function OpenDialog(props: { readonly onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [note, setNote] = useState("");
  const client = useQueryClient();
  const router = useRouter();
  const words = text.incidents.open;
  const act = async () => {
    const said = note.trim() === "" ? {} : { note: note.trim() };
    const { incident } = await openIncident({ title: title.trim(), ...said });
    client.setQueryData(["incident", incident.id], incident);
    void client.invalidateQueries({ queryKey: ["incidents"] });
    router.history.push(pages.incident(incident.id));
  };
  return (
    <ConfirmDialog
      heading={words.heading}
      verb={words.verb}
      canConfirm={title.trim() !== ""}
      onConfirm={act}
      onClose={props.onClose}
    >
      <p>{words.explain}</p>
      <label className="note-field">
        <span className="label">{words.title}</span>
        <input
          className="field"
          required
          maxLength={200}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <NoteField label={words.note} value={note} onChange={setNote} />
      <p className="quiet">{words.willRecord}</p>
    </ConfirmDialog>
  );
}
