import type {
  Incident,
  IncidentAct,
  IncidentPin,
  IncidentSummary,
} from "#query/answers/incident-answers.ts";
import type { IncidentWord, PinnedThing } from "./incident-word.ts";

/** A pin as its records tell it, before what it refers to is read. */
export interface KeptPin {
  readonly id: string;
  readonly thing: PinnedThing;
  readonly pinnedAt: string;
  readonly by: string;
  readonly note: string | null;
  readonly reference: string;
  readonly notes: IncidentPin["notes"];
}

/** An incident as its records tell it. */
export interface KeptIncident {
  readonly summary: IncidentSummary;
  readonly pins: readonly KeptPin[];
  readonly notes: Incident["notes"];
  readonly history: readonly IncidentAct[];
}

function noteOf({ note, at, by, reference }: IncidentWord): Incident["notes"] {
  return note === null ? [] : [{ text: note, at, by, reference }];
}

class Folding {
  #title: string;
  readonly #opened: IncidentWord;
  readonly #pins = new Map<string, KeptPin>();
  readonly #notes: Incident["notes"];
  #closing: IncidentSummary["closing"] = null;

  constructor(opened: IncidentWord) {
    this.#opened = opened;
    this.#title = opened.title ?? "";
    this.#notes = noteOf(opened);
  }

  add(word: IncidentWord): void {
    const { act, at, by, note, reference } = word;
    if (act === "renamed") this.#title = word.title ?? this.#title;
    else if (act === "pinned") this.#pin(word);
    else if (act === "unpinned") this.#pins.delete(word.pin ?? "");
    else if (act === "noted") this.#note(word);
    else if (act === "closed") this.#closing = { at, by, note, reference };
    else if (act === "reopened") this.#closing = null;
  }

  #pin({ pin, thing, at, by, note, reference }: IncidentWord): void {
    if (pin === null || thing === null) return;
    this.#pins.set(pin, { id: pin, thing, pinnedAt: at, by, note, reference, notes: [] });
  }

  #note(word: IncidentWord): void {
    const pin = word.pin === null ? undefined : this.#pins.get(word.pin);
    (pin?.notes ?? this.#notes).push(...noteOf(word));
  }

  end(words: readonly IncidentWord[]): KeptIncident {
    const { incidentId, at, by } = this.#opened;
    const pins = [...this.#pins.values()];
    return {
      summary: {
        id: incidentId,
        title: this.#title,
        status: this.#closing === null ? "open" : "closed",
        openedAt: at,
        openedBy: by,
        changedAt: words.at(-1)?.at ?? at,
        closing: this.#closing,
        counts: {
          pins: pins.length,
          findings: pins.filter(({ thing }) => thing.kind === "finding").length,
          notes: pins.reduce((sum, { notes }) => sum + notes.length, this.#notes.length),
        },
      },
      pins,
      notes: this.#notes,
      history: words.map(({ incidentId: _id, thing: _thing, ...act }) => act),
    };
  }
}

/** What became of an incident by its words, oldest first; null where none opens it. */
export function foldIncident(words: readonly IncidentWord[]): KeptIncident | null {
  const opened = words.find(({ act }) => act === "opened");
  if (opened === undefined) return null;
  const folding = new Folding(opened);
  for (const word of words) folding.add(word);
  return folding.end(words);
}
