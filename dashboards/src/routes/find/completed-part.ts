/** The part of a query that is being typed, and what may stand in its place. */
export interface CompletedPart {
  readonly kind: "field" | "value";
  /** Of a value: the name before its colon, as typed. */
  readonly field: string;
  /** What is typed of it so far, without an opening quote. */
  readonly typed: string;
  /** Where a completion goes: from here up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
}

/** One letter begins too many fields, and any ID. */
const FIELD_CHARACTERS_MIN = 2;

/**
 * The field or value at the caret; null where a word, a phrase or an ID is typed: nothing is offered for those.
 *
 * @example completedPart("type:payment.d", 14) // value of `type`, "payment.d", 5 to 14
 */
export function completedPart(query: string, caret: number): CompletedPart | null {
  const { start, isQuoted } = termAt(query, caret);
  const term = query.slice(start, caret);
  const colon = term.indexOf(":");
  if (colon === -1) {
    // Fields begin with a small letter; IDs do not, or carry a digit.
    const isField = !isQuoted && /^[a-z][A-Za-z]*(?:\.[\w.]*)?$/.test(term);
    if (!isField || term.length < FIELD_CHARACTERS_MIN) return null;
    return { kind: "field", field: "", typed: term, from: start, to: endOfTerm(query, caret) };
  }
  const written = term.slice(colon + 1);
  const isOpenPhrase = written.startsWith('"');
  if (!isOpenPhrase && /["<>=]/.test(written)) return null;
  if (isOpenPhrase !== isQuoted) return null;
  return {
    kind: "value",
    field: term.slice(0, colon),
    typed: isOpenPhrase ? written.slice(1) : written,
    from: start + colon + 1,
    to: isOpenPhrase ? endOfPhrase(query, caret) : endOfTerm(query, caret),
  };
}

/** Where the term begins that holds the caret; blanks within quotes belong to it. */
function termAt(query: string, caret: number): { start: number; isQuoted: boolean } {
  let start = 0;
  let isQuoted = false;
  for (let place = 0; place < caret; place += 1) {
    const character = query[place] ?? "";
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[\s(]/.test(character)) start = place + 1;
    else if (character === "-" && place === start) start = place + 1;
  }
  return { start, isQuoted };
}

function endOfTerm(query: string, caret: number): number {
  const rest = /^[^\s()"]*/.exec(query.slice(caret));
  return caret + (rest?.[0].length ?? 0);
}

function endOfPhrase(query: string, caret: number): number {
  const quote = query.indexOf('"', caret);
  return quote === -1 ? query.length : quote + 1;
}
