import type { Incident } from "#query/answers/incident-answers.ts";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";

/** Notes on the whole, oldest first. */
export function IncidentNotes({ incident }: { readonly incident: Incident }) {
  return (
    <section className="incident-section">
      <h2>{text.incidents.notesHeading}</h2>
      {incident.notes.length === 0 ? (
        <p className="quiet">{text.incidents.noNotes}</p>
      ) : (
        <NoteList notes={incident.notes} />
      )}
    </section>
  );
}

/** What people wrote, with who and when. */
export function NoteList({ notes }: { readonly notes: Incident["notes"] }) {
  const zone = useZone();
  return (
    <ul className="incident-notes">
      {notes.map((note) => (
        <li key={note.reference}>
          <p className="incident-said">{note.text}</p>
          <p className="quiet">
            {note.by}, <TimeText iso={note.at} zone={zone} withDate />
          </p>
        </li>
      ))}
    </ul>
  );
}
