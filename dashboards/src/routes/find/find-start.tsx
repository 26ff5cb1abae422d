import "./find-start.css";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { forgetSearches, useAskedSearches } from "../../preferences/asked-searches.ts";
import { RecentIdentifiers, useRecentRows } from "./recent-identifiers.tsx";
import { SavedSearches } from "./saved-searches.tsx";

/** Earlier searches listed on the start page; the box has more of them. */
const ASKED_SHOWN = 8;

/** Before anything is typed: what was opened and asked lately, what is saved, and what the box takes. */
export function FindStart() {
  const opened = useRecentRows();
  usePublishCoverage(opened.data?.coverage, opened.dataUpdatedAt, () => void opened.refetch());
  return (
    <>
      <RecentIdentifiers />
      <div className="start-searches">
        <SavedSearches />
        <AskedSearches />
      </div>
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

function AskedSearches() {
  const asked = useAskedSearches().slice(0, ASKED_SHOWN);
  if (asked.length === 0) return null;
  return (
    <section className="start-list" aria-labelledby="asked">
      <h2 id="asked">
        {text.find.asked} <span className="quiet">{text.find.askedNote}</span>
        <button type="button" className="button plain small" onClick={forgetSearches}>
          {text.find.askedClear}
        </button>
      </h2>
      <ul>
        {asked.map(({ q }) => (
          <li key={q}>
            <PageLink className="mono breaking" href={pages.find({ q, as: "query" })}>
              {q}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
