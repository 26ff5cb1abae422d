import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { savedSearchesAnswer } from "../../api/find.ts";
import { text } from "../../messages/current.ts";
import { SaveSearchDialog } from "./saved-search-dialogs.tsx";

/** Keeps the query under a name, or says under which it is kept. */
export function SaveSearch({ q }: { readonly q: string }) {
  const saved = useQuery(savedSearchesAnswer());
  const [isOpen, setIsOpen] = useState(false);
  const same = saved.data?.items.find((search) => search.q === q);
  return (
    <>
      {same === undefined ? (
        <button type="button" className="button small" onClick={() => setIsOpen(true)}>
          {text.find.save}
        </button>
      ) : (
        <output className="quiet">{text.find.savedAs(same.name)}</output>
      )}
      {isOpen && <SaveSearchDialog q={q} onClose={() => setIsOpen(false)} />}
    </>
  );
}
