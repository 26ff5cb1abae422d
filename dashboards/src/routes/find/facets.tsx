import "./facets.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { facetsAnswer } from "../../api/answers.ts";
import { classNames } from "../../components/class-names.ts";
import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import type { FindSearch } from "./find-search.ts";
import { excludedValues, facetIn, refineQuery } from "./refine-query.ts";

/** The commonest values of a few fields; each narrows the query to it, or leaves it out. */
export function Facets({ search }: { readonly search: FindSearch }) {
  const { q, from, to } = search;
  // On a phone the results come first.
  const [isShown, setIsShown] = useState(false);
  const answer = useQuery(facetsAnswer({ q, from, to }));
  const facets = (answer.data?.items ?? []).map(({ field, values }) => {
    const left = excludedValues(q, field).filter((one) => values.every((v) => v.value !== one));
    return { field, values: [...values, ...left.map((value) => ({ value, count: 0 }))] };
  });
  return (
    <nav className={classNames("facets", isShown && "shown")} aria-label={text.find.facetsLabel}>
      <button
        type="button"
        className="button small facets-toggle"
        aria-expanded={isShown}
        onClick={() => setIsShown(!isShown)}
      >
        {text.find.filters}
      </button>
      {facets
        .filter(({ values }) => values.length > 0)
        .map(({ field, values }) => (
          <section key={field}>
            <h2>{text.find.facetFields[field] ?? field}</h2>
            <ul>
              {values.map(({ value, count }) => (
                <FacetValue
                  key={value}
                  search={search}
                  field={field}
                  value={value}
                  count={count}
                  share={count / Math.max(1, ...values.map((one) => one.count))}
                />
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function FacetValue(props: {
  readonly search: FindSearch;
  readonly field: string;
  readonly value: string;
  readonly count: number;
  readonly share: number;
}) {
  const { search, field, value } = props;
  const { q, from, to, order, cols } = search;
  const now = facetIn(q, field, value);
  const refined = (wanted: "required" | "excluded") =>
    pages.find({ q: refineQuery(q, field, value, wanted), as: "query", from, to, order, cols });
  return (
    <li className={classNames(`facet-${now}`)} style={{ "--share": props.share }}>
      <PageLink
        className="facet-only"
        href={refined("required")}
        aria-current={now === "required" ? "true" : undefined}
      >
        <span className="facet-value">
          <span className="visually-hidden">
            {now === "required" ? text.find.facetAny(field) : text.find.facetOnly(field)}{" "}
          </span>
          {value}
        </span>
        <span className="facet-count">
          {now === "excluded" ? text.find.facetNotShort : text.common.count(props.count)}
        </span>
      </PageLink>
      <PageLink
        className="facet-not"
        href={refined("excluded")}
        aria-label={
          now === "excluded" ? text.find.facetAgain(field, value) : text.find.facetNot(field, value)
        }
      >
        {now === "excluded" ? "+" : "−"}
      </PageLink>
    </li>
  );
}
