import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { objectRowsAnswer } from "../../api/find.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { forgetIdentifiers, useRecentIdentifiers } from "../../preferences/recent-identifiers.ts";
import type { RecentIdentifier } from "../../preferences/recent-identifiers.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { timeParts } from "../../time/format-time.ts";
import { shapeOf } from "../timeline/lanes.ts";
import { hasLife } from "./candidate-href.ts";
import { VerdictLines } from "./verdict-lines.tsx";

/** States and findings of what this browser opened, as they are now. */
export function useRecentRows() {
  const living = useRecentIdentifiers()
    .filter(({ objectType }) => hasLife(objectType))
    .map(({ objectType, id }) => ({ type: objectType, id }));
  return useQuery(objectRowsAnswer(living));
}

/** What this browser opened, with the state each is in now. */
export function RecentIdentifiers() {
  const recent = useRecentIdentifiers();
  const [nowMs] = useState(() => Date.now());
  const zone = useZone();
  const answer = useRecentRows();
  if (recent.length === 0) return null;
  const dateOf = (ms: number) => timeParts(new Date(ms).toISOString(), zone).date;
  const today = dateOf(nowMs);
  const groups = [
    { heading: text.find.recent, items: recent.filter((one) => dateOf(one.openedAtMs) === today) },
    {
      heading: text.find.recentBefore,
      items: recent.filter((one) => dateOf(one.openedAtMs) !== today),
    },
  ].filter(({ items }) => items.length > 0);
  const rows = new Map(answer.data?.items.map((row) => [rowKey(row.object), row]));
  return groups.map(({ heading, items }, index) => (
    <section className="recent" key={heading} aria-label={heading}>
      <h2>
        {heading}
        {index === 0 && (
          <>
            {" "}
            <span className="quiet">{text.find.recentNote}</span>
            <button type="button" className="button plain small" onClick={forgetIdentifiers}>
              {text.find.recentClear}
            </button>
          </>
        )}
      </h2>
      <ul>
        {items.map((item) => (
          <RecentRow
            key={`${item.objectType} ${item.id}`}
            item={item}
            row={rows.get(rowKey({ type: item.objectType, id: item.id }))}
            zone={zone}
            withDate={index > 0 || groups[0]?.heading !== text.find.recent}
          />
        ))}
      </ul>
    </section>
  ));
}

function rowKey({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type} ${id}`;
}

function RecentRow(props: {
  readonly item: RecentIdentifier;
  readonly row: ObjectRowAnswer | undefined;
  readonly zone: string;
  readonly withDate: boolean;
}) {
  const { item, row } = props;
  return (
    <li>
      <Mark shape={shapeOf(item.objectType)} lane={item.objectType} size={12} />
      <PageLink href={pages.object(item.objectType, item.id)}>
        <IdentifierText id={item.id} />
      </PageLink>
      <span className="recent-facts">
        {text.common.of(item.objectType)}, {item.facts}
      </span>
      <span className="recent-state">
        {row !== undefined && (
          <VerdictLines
            type={row.object.type}
            state={row.state}
            findings={row.findings}
            findingsMax={1}
          />
        )}
      </span>
      <TimeText
        iso={new Date(item.openedAtMs).toISOString()}
        zone={props.zone}
        withDate={props.withDate}
      />
    </li>
  );
}
