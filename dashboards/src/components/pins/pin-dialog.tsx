import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { IncidentSummary } from "#query/answers/incident-answers.ts";
import { incidentsAnswer, openIncident, pinToIncident } from "../../api/incidents.ts";
import type { PinRequest } from "../../api/incidents.ts";
import { text } from "../../messages/current.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { findingTitle } from "../findings/finding-title.ts";
import { LoadingLine } from "../loading-line.tsx";
import { NoteField } from "../note-field.tsx";
import { ProblemLine } from "../problem-view.tsx";
import type { Pinned } from "./pin-button.tsx";
import { PinChoices } from "./pin-choices.tsx";

function requestOf(pin: Pinned): PinRequest {
  return "reference" in pin ? pin : { finding: { ...pin.on, rule: pin.finding.rule } };
}

/** Which incident, with what note; says what will be recorded, and records it. */
export function PinDialog(props: {
  readonly pin: Pinned;
  /** Told the ID of the incident. */
  readonly onPinned: (incidentId: string) => void;
  readonly onClose: () => void;
}) {
  const words = text.incidents.pin;
  const answer = useInfiniteQuery(incidentsAnswer());
  const [chosen, setChosen] = useState<string>();
  const [title, setTitle] = useState("");
  const [note, setNote] = useState("");
  const client = useQueryClient();
  const open = (answer.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter(({ status }) => status === "open")
    .toSorted(newestWordFirst);
  // The one that was written into last is most likely meant.
  const incidentId = chosen ?? open[0]?.id ?? "";
  const isNew = incidentId === "";
  const record = async () => {
    const pin = requestOf(props.pin);
    const said = note.trim() === "" ? {} : { note: note.trim() };
    const { incident } = isNew
      ? await openIncident({ title: title.trim(), pin, ...said })
      : await pinToIncident(incidentId, { pin, ...said });
    props.onPinned(incident.id);
    void client.invalidateQueries({ queryKey: ["incidents"] });
    void client.invalidateQueries({ queryKey: ["incident", incident.id] });
  };
  return (
    <ConfirmDialog
      heading={words.heading}
      verb={isNew ? words.verbNew : words.verb}
      canConfirm={!answer.isPending && (!isNew || title.trim() !== "")}
      onConfirm={record}
      onClose={props.onClose}
    >
      <PinnedWords pin={props.pin} />
      <LoadingLine isLoading={answer.isPending} />
      {answer.error !== null && <ProblemLine error={answer.error} />}
      <PinChoices incidents={open} chosen={incidentId} onChoose={setChosen} />
      {answer.hasNextPage && <p className="quiet">{words.more}</p>}
      {isNew && (
        <label className="note-field">
          <span className="label">{words.newTitle}</span>
          <input
            className="field"
            required
            maxLength={200}
            autoComplete="off"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
      )}
      <NoteField label={words.note} value={note} onChange={setNote} />
      <p className="quiet">{isNew ? words.willOpen : words.willRecord}</p>
    </ConfirmDialog>
  );
}

function newestWordFirst(one: IncidentSummary, other: IncidentSummary): number {
  return one.changedAt < other.changedAt ? 1 : -1;
}

function PinnedWords({ pin }: { readonly pin: Pinned }) {
  const words = text.incidents.pin;
  return (
    <dl className="pin-facts">
      {"reference" in pin ? (
        <>
          <dt>{words.record}</dt>
          <dd className="mono">{pin.reference}</dd>
        </>
      ) : (
        <>
          <dt>{words.finding}</dt>
          <dd>{findingTitle(pin.finding.rule)}</dd>
          <dt>{text.common.of(pin.on.type)}</dt>
          <dd className="mono">{pin.on.id}</dd>
        </>
      )}
    </dl>
  );
}
