import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { forgetIdentifiers, useRecentIdentifiers } from "../../preferences/recent-identifiers.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shapeOf } from "../timeline/lanes.ts";

/** Before anything is typed: what was opened lately, and what the box takes. */
export function FindStart() {
  return (
    <>
      <RecentIdentifiers />
      <section className="examples" aria-labelledby="examples">
        <h2 id="examples">{text.find.examples}</h2>
        <dl>
          {text.find.exampleRows.map(({ example, what }) => (
            <div key={example}>
              <dt>
                <PageLink className="mono" href={pages.find({ q: example })}>
                  {example}
                </PageLink>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

export function RecentIdentifiers() {
  const recent = useRecentIdentifiers();
  const zone = useZone();
  if (recent.length === 0) return null;
  return (
    <section className="recent" aria-labelledby="recent">
      <h2 id="recent">
        {text.find.recent} <span className="quiet">{text.find.recentNote}</span>
        <button type="button" className="button plain small" onClick={forgetIdentifiers}>
          {text.find.recentClear}
        </button>
      </h2>
      <ul>
        {recent.map((item) => (
          <li key={item.id}>
            <Mark shape={shapeOf(item.objectType)} lane={item.objectType} size={12} />
            <PageLink href={pages.transaction(item.id)}>
              <IdentifierText id={item.id} />
            </PageLink>
            <span className="recent-facts">{item.facts}</span>
            <TimeText iso={new Date(item.openedAtMs).toISOString()} zone={zone} />
          </li>
        ))}
      </ul>
    </section>
  );
}
