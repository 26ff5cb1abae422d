import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedSearchAnswer } from "#query/answers/alert-answers.ts";
import { savedSearchesAnswer } from "../../api/find.ts";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { RemoveSearchDialog, RenameSearchDialog } from "./saved-search-dialogs.tsx";

/** Queries under a name: each opens, and can be renamed or deleted. */
export function SavedSearches() {
  const answer = useQuery(savedSearchesAnswer());
  const [act, setAct] = useState<{
    readonly kind: "rename" | "remove";
    readonly search: SavedSearchAnswer;
  } | null>(null);
  const items = answer.data?.items;
  return (
    <section className="start-list" aria-labelledby="saved">
      <h2 id="saved">
        {text.find.saved} <span className="quiet">{text.find.savedNote}</span>
      </h2>
      {answer.error !== null && <ProblemLine error={answer.error} />}
      {items?.length === 0 && <p className="quiet">{text.find.savedEmpty}</p>}
      <ul>
        {(items ?? []).map((search) => (
          <li key={search.id}>
            <PageLink href={pages.find({ q: search.q, as: "query" })}>{search.name}</PageLink>
            <span className="start-about">
              <span className="mono breaking">{search.q}</span>
              <span className="quiet">{text.find.savedBy(search.by)}</span>
            </span>
            <button
              type="button"
              className="button plain small"
              onClick={() => setAct({ kind: "rename", search })}
            >
              {text.find.rename}
              <span className="visually-hidden"> {search.name}</span>
            </button>
            <button
              type="button"
              className="button plain small"
              onClick={() => setAct({ kind: "remove", search })}
            >
              {text.find.remove}
              <span className="visually-hidden"> {search.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {act?.kind === "rename" && (
        <RenameSearchDialog search={act.search} onClose={() => setAct(null)} />
      )}
      {act?.kind === "remove" && (
        <RemoveSearchDialog search={act.search} onClose={() => setAct(null)} />
      )}
    </section>
  );
}
