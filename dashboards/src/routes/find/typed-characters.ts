import type { ResolveAnswer } from "#query/answers/query-answers.ts";

/** A run of typed characters that are drawn alike. */
export interface TypedRun {
  readonly text: string;
  readonly start: number;
  readonly kind: "plain" | "digit" | "field" | "doubtful";
}

/** Places (in the typed text) whose characters the best candidate reads differently. */
export function doubtfulPlaces(typed: string, answer: ResolveAnswer): number[] {
  const best = answer.items[0];
  if (best === undefined || best.exact) return [];
  const bare: number[] = [];
  Array.from(typed).forEach((character, place) => {
    if (/[A-Za-z0-9]/.test(character)) bare.push(place);
  });
  if (bare.length !== best.id.replace(/[^A-Za-z0-9]/g, "").length) return [];
  return best.differences.flatMap((place) => bare[place] ?? []);
}

/** Cuts typed text into runs: digits of a mixed ID, field names of a query, doubtful places. */
export function typedRuns(
  typed: string,
  reading: "id" | "query",
  doubtful: readonly number[],
): TypedRun[] {
  const isMixed = reading === "id" && /[A-Za-z]/.test(typed) && /\d/.test(typed);
  const fields = reading === "query" ? fieldPlaces(typed) : new Set<number>();
  const runs: TypedRun[] = [];
  Array.from(typed).forEach((character, place) => {
    const kind = doubtful.includes(place)
      ? "doubtful"
      : fields.has(place)
        ? "field"
        : isMixed && /\d/.test(character)
          ? "digit"
          : "plain";
    const last = runs.at(-1);
    if (last?.kind === kind) runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push({ text: character, start: place, kind });
  });
  return runs;
}

function fieldPlaces(query: string): Set<number> {
  const places = new Set<number>();
  for (const match of query.matchAll(/(?:^|[\s(-])([A-Za-z][\w.]*:)/g)) {
    const field = match[1] ?? "";
    const start = match.index + match[0].length - field.length;
    for (let place = start; place < start + field.length; place += 1) places.add(place);
  }
  return places;
}

/** A lowercase l typed into an ID is most often a misread I or 1: its 1-based place among the characters. */
export function lowercaseLookAlike(typed: string): { place: number; character: string } | null {
  const bare = typed.replace(/[^A-Za-z0-9]/g, "");
  const hasUppercase = /[A-Z]/.test(bare);
  const place = bare.indexOf("l");
  return hasUppercase && place >= 0 ? { place: place + 1, character: "l" } : null;
}
