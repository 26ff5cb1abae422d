import { useQuery } from "@tanstack/react-query";
import { facetsAnswer } from "../../api/answers.ts";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import type { FindSearch } from "./find-search.ts";
import { hasFacet, toggleFacet } from "./refine-query.ts";

/** The commonest values of a few fields; each is a link that narrows the query to it. */
export function Facets({ search }: { readonly search: FindSearch }) {
  const { q, from, to, order } = search;
  const answer = useQuery(facetsAnswer({ q, from, to }));
  const facets = (answer.data?.items ?? []).filter(({ values }) => values.length > 0);
  return (
    <nav className="facets" aria-label={text.find.facetsLabel}>
      {facets.map(({ field, values }) => {
        const most = Math.max(1, ...values.map(({ count }) => count));
        return (
          <section key={field}>
            <h2>{text.find.facetFields[field] ?? field}</h2>
            <ul>
              {values.map(({ value, count }) => (
                <li key={value} style={{ "--share": count / most }}>
                  <PageLink
                    href={pages.find({
                      q: toggleFacet(q, field, value),
                      as: "query",
                      from,
                      to,
                      order,
                    })}
                    aria-current={hasFacet(q, field, value) ? "true" : undefined}
                  >
                    <span className="facet-value">
                      <span className="visually-hidden">{text.find.facetOnly(field)} </span>
                      {value}
                    </span>
                    <span className="facet-count">{text.common.count(count)}</span>
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
