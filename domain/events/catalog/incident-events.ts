import { type EventType, eventType, list, number, object, required, text } from "./event-type.ts";

const objects = [required("incident")];

const said = [text("note"), text("by")];

const incidentEvent = (
  type: string,
  description: string,
  attributes: EventType["attributes"] = said,
): EventType => eventType(type, description, { objects, attributes });

/** What people gather about an incident: a file of records and findings from several timelines, with notes. */
export const INCIDENT_EVENTS: readonly EventType[] = [
  incidentEvent("incident.opened", "Somebody opened an incident file.", [text("title"), ...said]),
  incidentEvent("incident.renamed", "An incident file got another title.", [
    text("title"),
    text("by"),
  ]),
  incidentEvent("incident.pinned", "A record or a finding was put into an incident file.", [
    text("item"),
    text("kind", ["record", "finding"]),
    text("record"),
    text("recordType"),
    text("recordTime"),
    object("on", [text("type"), text("id")]),
    text("rule"),
    number("version"),
    text("severity"),
    text("sentence"),
    text("since"),
    list("evidence"),
    ...said,
  ]),
  incidentEvent("incident.unpinned", "A pin was taken out of an incident file.", [
    text("item"),
    ...said,
  ]),
  incidentEvent("incident.noted", "Somebody wrote a note into an incident file.", [
    text("item"),
    ...said,
  ]),
  incidentEvent("incident.closed", "An incident file was closed."),
  incidentEvent("incident.reopened", "A closed incident file was opened again."),
];
