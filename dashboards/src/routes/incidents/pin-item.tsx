import type { IncidentPin } from "#query/answers/incident-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { ActButton } from "./act-button.tsx";
import { NoteList } from "./incident-notes.tsx";
import { PinnedFinding } from "./pinned-finding.tsx";
import { PinnedRecord } from "./pinned-record.tsx";

/** A pin: what it is about, as it was pinned and as it is now, and what people wrote about it. */
export function PinItem(props: {
  readonly incidentId: string;
  readonly pin: IncidentPin;
  /** Time of the pin above. */
  readonly above: string | undefined;
  /** False where the incident is closed: it takes no words then. */
  readonly isOpen: boolean;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  const { pin, opened, onOpen } = props;
  const zone = useZone();
  const isOpened = opened !== undefined && pin.record?.reference === opened;
  const note = pin.note === null ? [] : [{ ...pin, text: pin.note, at: pin.pinnedAt }];
  return (
    <li className={classNames("incident-pin", pin.kind, isOpened && "selected")}>
      <TimeText iso={pin.at} zone={zone} above={props.above} withDate />
      <div className="incident-pin-body">
        {pin.record !== null && <PinnedRecord record={pin.record} onOpen={onOpen} />}
        {pin.finding !== null && <PinnedFinding finding={pin.finding} onOpen={onOpen} />}
        {note.length === 0 && (
          <p className="quiet">
            {text.incidents.pinnedBy} {pin.by}, <TimeText iso={pin.pinnedAt} zone={zone} withDate />
          </p>
        )}
        <NoteList notes={[...note, ...pin.notes]} />
      </div>
      {props.isOpen && (
        <div className="incident-pin-actions">
          <ActButton isSmall act="noteOnPin" incidentId={props.incidentId} pin={pin.id} />
          <ActButton isSmall act="unpin" incidentId={props.incidentId} pin={pin.id} />
        </div>
      )}
    </li>
  );
}
