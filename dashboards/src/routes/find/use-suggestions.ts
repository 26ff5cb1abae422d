import { useQuery } from "@tanstack/react-query";
import {
  eventTypesAnswer,
  fieldValuesAnswer,
  savedSearchesAnswer,
  searchFieldsAnswer,
} from "../../api/find.ts";
import { useAskedSearches } from "../../preferences/asked-searches.ts";
import { classifyInput } from "./classify-input.ts";
import { completedPart } from "./completed-part.ts";
import { suggestionsFor } from "./suggestions.ts";
import type { Suggestion } from "./suggestions.ts";

/** Earlier searches offered: what fits under the box. */
const EARLIER_MAX = 12;

/**
 * What may be put into the box with this text and caret. Nothing for an ID; with an empty box the saved and
 * earlier searches. Asks the service only while `isWanted`.
 */
export function useSuggestions(typed: string, caret: number, isWanted: boolean): Suggestion[] {
  const part = classifyInput(typed) === "id" ? null : completedPart(typed, caret);
  const fields = useQuery({ ...searchFieldsAnswer(), enabled: isWanted });
  const eventTypes = useQuery({ ...eventTypesAnswer(), enabled: isWanted });
  const saved = useQuery({ ...savedSearchesAnswer(), enabled: isWanted && typed === "" });
  const asked = useAskedSearches();
  const known = fields.data?.fields ?? [];
  const counted = known.find(
    ({ name, isCounted }) => isCounted && name.toLowerCase() === part?.field.toLowerCase(),
  );
  const values = useQuery({
    ...fieldValuesAnswer(counted?.name ?? ""),
    enabled: isWanted && counted !== undefined,
  });
  if (!isWanted) return [];
  if (typed === "") {
    return [
      ...(saved.data?.items ?? []).map(({ id, name, q }) => whole(`saved ${id}`, name, q)),
      ...asked.map(({ q }) => whole(`asked ${q}`, q, q)),
    ].slice(0, EARLIER_MAX);
  }
  if (part === null) return [];
  return suggestionsFor(typed, part, {
    fields: known,
    eventTypes: eventTypes.data?.eventTypes ?? [],
    counted: counted === undefined ? [] : (values.data?.items[0]?.values ?? []),
  });
}

function whole(id: string, label: string, q: string): Suggestion {
  return {
    id,
    kind: id.startsWith("saved ") ? "saved" : "asked",
    label,
    description: label === q ? "" : q,
    count: null,
    text: q,
    caret: q.length,
    isWhole: true,
  };
}
