import { cutWord, foldText, stretches } from "./words.ts";

/** Every word of a text in its order, repeats included, not cut; unspaced scripts one character each. */
export function wordSequence(text: string): string[] {
  return stretches(foldText(text)).flat();
}

/**
 * Words of a query that ends in a prefix, such as `full produ` of `"full produ*"`: the text must hold all
 * of `words`, and some word that begins with `prefix`, which is empty where the query has no word.
 */
export function wordsOfPrefix(text: string): { readonly words: string[]; readonly prefix: string } {
  const all = wordSequence(text).map(cutWord);
  const prefix = all.pop() ?? "";
  return { words: [...new Set(all)], prefix };
}

/**
 * True when the words of `phrase` stand in `text` one after the other, whatever separates them: the
 * check behind quotes and compound words, made on the document. With `prefix`, the last word may go on
 * in the text. A phrase without words is never found.
 */
export function containsPhrase(
  text: string,
  phrase: string,
  options: { readonly prefix?: boolean } = {},
): boolean {
  const wanted = wordSequence(phrase);
  const last = wanted.pop();
  if (last === undefined) return false;
  const sequence = wordSequence(text);
  for (let start = 0; start + wanted.length < sequence.length; start += 1) {
    const end = sequence[start + wanted.length] ?? "";
    const ends = options.prefix === true ? end.startsWith(last) : end === last;
    if (ends && wanted.every((word, place) => sequence[start + place] === word)) return true;
  }
  return false;
}
