import { formatTime } from "#domain/measures/format-time.ts";
import type {
  Incident,
  IncidentAct,
  IncidentExport,
  IncidentPin,
  KeptFinding,
} from "#query/answers/incident-answers.ts";
import { counted, withCommas } from "#query/coverage.ts";
import { nameOf } from "#query/exports/html/object-view.ts";
import { appendixRecord, recordText } from "#query/exports/html/record-views.ts";
import { renderHtml } from "#query/exports/html/render-html.ts";

const FOOT = "</section>\n</body>\n</html>\n";

function noteViews(notes: Incident["notes"]): object[] {
  return notes.map((note) => ({ ...note, at: formatTime(note.at) }));
}

/** How a finding stands now beside what it said when it was pinned. */
function standsNow(pinned: KeptFinding, now: NonNullable<IncidentPin["finding"]>["now"]): string {
  if (now === null) return "it no longer holds.";
  const triage = now.triage === null ? "" : ` It was ${now.triage.status}.`;
  const isSame = now.sentence === pinned.sentence && now.severity === pinned.severity;
  return isSame ? `it holds unchanged.${triage}` : `${now.severity}: ${now.sentence}${triage}`;
}

function recordView({ record }: IncidentPin): object {
  if (record === null) return {};
  const { reference, type, content } = record;
  return {
    title: type,
    severity: null,
    text: content === null ? "The record is no longer in the ledger." : recordText(content),
    name: (content?.objects ?? []).map((object) => nameOf(object)).join(", "),
    now: null,
    evidenceName: "Record",
    evidence: [reference],
  };
}

function findingView({ finding }: IncidentPin): object {
  if (finding === null) return {};
  const { on, rule, asPinned, now } = finding;
  return {
    title: `${rule} of ${nameOf(on)}`,
    severity: asPinned.severity,
    text: asPinned.sentence,
    name: `${rule}, version ${asPinned.version}`,
    now: standsNow(asPinned, now),
    evidenceName: "Proved by",
    evidence: asPinned.evidence,
  };
}

function pinView(pin: IncidentPin): object {
  return {
    ...(pin.kind === "record" ? recordView(pin) : findingView(pin)),
    at: formatTime(pin.at),
    by: pin.by,
    pinnedAt: formatTime(pin.pinnedAt),
    note: pin.note,
    notes: noteViews(pin.notes),
  };
}

function actView({ act, at, by, title, note, reference }: IncidentAct): object {
  const words = [title, note].filter((said) => said !== null).join(". ");
  return { act, at: formatTime(at), by, words, reference };
}

function factsOf({ manifest, incident }: IncidentExport): { name: string; value: string }[] {
  const { closing, openedAt, openedBy, counts } = incident;
  const through = manifest.coverage.ledgers.map(
    ({ ledger, throughSeq, headSeq }) =>
      `${ledger} through ${withCommas(throughSeq)} of ${withCommas(headSeq)}`,
  );
  return [
    { name: "Title", value: incident.title },
    { name: "Opened", value: `${formatTime(openedAt)}, by ${openedBy}` },
    closing === null
      ? { name: "Closed", value: "it is open" }
      : {
          name: "Closed",
          value: `${formatTime(closing.at)}, by ${closing.by}${closing.note === null ? "" : `: ${closing.note}`}`,
        },
    {
      name: "Holds",
      value: `${counted(counts.pins, "pin")}, ${counted(counts.notes, "note")}, ${counted(manifest.counts.records, "record")}`,
    },
    { name: "Exported", value: `${formatTime(manifest.exportedAt)}, by ${manifest.exportedBy}` },
    { name: "Ledger", value: through.join(", ") },
  ];
}

/** An exported incident as a page to be read and printed, with every record verbatim. */
export function renderIncident(taken: IncidentExport): string {
  const { manifest, incident, records } = taken;
  const head = renderHtml("head", {
    title: `Incident ${incident.id}`,
    subtitle: `Taken from the audit log by Tracewell ${manifest.product.version}. Personal values and secrets stand as their masks.`,
    facts: factsOf(taken),
    reasons: manifest.coverage.reasons,
  });
  const body = renderHtml("incident", {
    notes: noteViews(incident.notes),
    pins: incident.pins.map(pinView),
    history: incident.history.map(actView),
    incident: manifest.incident,
    records: manifest.records,
    missing: manifest.missing,
  });
  return head + body + renderHtml("records", { records: records.map(appendixRecord) }) + FOOT;
}
