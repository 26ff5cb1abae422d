import { useEffect, useRef } from "react";
import type { Incident } from "#query/answers/incident-answers.ts";
import { incidentFileHref } from "../../api/incidents.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { ActButton } from "./act-button.tsx";

/** What the incident is about, who opened and closed it, and what can be done. */
export function IncidentHead({ incident }: { readonly incident: Incident }) {
  const { id, title, status, closing } = incident;
  const zone = useZone();
  useEffect(() => {
    document.title = text.title(title);
  }, [title]);
  return (
    <header className="incident-head">
      <p className="incident-kind">
        <PageLink href={pages.incidents()}>{text.incidents.title}</PageLink>
        <span className="mono">{id}</span>
        <b>{text.incidents.statuses[status]}</b>
      </p>
      <h1>{title}</h1>
      <dl className="incident-facts">
        <dt>{text.incidents.columns.opened}</dt>
        <dd>
          <TimeText iso={incident.openedAt} zone={zone} withDate />{" "}
          {zoneLabel(incident.openedAt, zone)}
        </dd>
        <dt>{text.incidents.openedBy}</dt>
        <dd>{incident.openedBy}</dd>
        {closing !== null && (
          <>
            <dt>{text.incidents.statuses.closed}</dt>
            <dd>
              <TimeText iso={closing.at} zone={zone} withDate /> {zoneLabel(closing.at, zone)}
            </dd>
            <dt>{text.incidents.closedBy}</dt>
            <dd>{closing.by}</dd>
          </>
        )}
      </dl>
      {closing?.note !== undefined && closing.note !== null && (
        <p className="incident-closing">
          <q>{closing.note}</q>
        </p>
      )}
      <IncidentActions incident={incident} />
    </header>
  );
}

const OPEN_ACTS = ["note", "rename", "close"] as const;
const CLOSED_ACTS = ["reopen"] as const;

function IncidentActions({ incident }: { readonly incident: Incident }) {
  const { id } = incident;
  const group = useRef<HTMLSpanElement>(null);
  useKeptFocus(group, incident.status);
  const acts = incident.status === "open" ? OPEN_ACTS : CLOSED_ACTS;
  return (
    <div className="incident-actions">
      <span className="incident-acts" ref={group}>
        {acts.map((act) => (
          <ActButton key={act} act={act} incidentId={id} />
        ))}
      </span>
      <span className="incident-takes">
        <CopyButton
          className="button"
          label={text.incidents.share}
          said={text.incidents.shared}
          value={() => new URL(pages.incident(id), location.href).href}
        />
        <button type="button" className="button" onClick={() => print()}>
          {text.incidents.print}
        </button>
        <a className="button" href={incidentFileHref(id, "html")} download>
          {text.incidents.exportHtml}
        </a>
        <a className="button" href={incidentFileHref(id, "json")} download>
          {text.incidents.exportJson}
        </a>
      </span>
    </div>
  );
}
