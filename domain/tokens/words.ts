/**
 * The tokenizer: the only one of the product, used by indexing and by queries.
 *
 * A word is a run of letters, digits and marks, folded (`foldText`). Everything else separates, inside
 * identifiers too: `38-211449` is `38` and `211449`, `payment.captured` is `payment` and `captured`, and a
 * query is split in the same way, so the whole, a part, and any stretch between two separators find the
 * text. Where neighborhood matters (quotes, compound words), `phrases.ts` verifies a candidate.
 *
 * Scripts written without blanks (Chinese, Japanese, Korean syllables, Thai, Lao, Khmer, Burmese) have
 * no word runs: there every character and every pair of neighboring characters is a word, so a query of
 * one character or of any longer stretch finds the text, and pairs keep the matches few.
 */

/**
 * Longer words are cut, in the text as in the query, so a cut word still finds its text. The longest
 * words of people and programs (hashes in hex) have 64 characters.
 */
export const WORD_CHARACTERS_MAX = 64;

/**
 * Distinct words kept of one text. The longest record (60 KiB) of ordinary prose has about 2,000;
 * what is longer is marked in the index (`moreWordsToken`), never silently half-searchable.
 */
export const TEXT_WORDS_MAX = 2_048;

/** What a key's white space and control characters become, so that a token never contains any. */
export const KEY_BLANK = "·";

const FIRST_BEYOND_ASCII = 0x80;
const LAST_CONTROL_OR_SPACE = 0x20;
const DELETE_CONTROL = 0x7f;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/** From here a set finds repeats faster than looking through the list. */
const LIST_LOOKUP_MAX = 32;

/** 1 where the ASCII code is a letter or a digit. */
const WORD_CODES = new Uint8Array(FIRST_BEYOND_ASCII);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  WORD_CODES[character.charCodeAt(0)] = 1;
}

/**
 * Marks that only vary a letter: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs and
 * stretching. Indic vowel signs, nuktas and viramas and Japanese voicing make other letters: they stay.
 */
const VARYING_MARKS =
  /[[\p{M}&&[\p{scx=Zinh}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}]]\u0640]+/gv;

/** Soft hyphen, joiners, directions, byte order mark: found inside words. A zero-width space parts words. */
const INVISIBLE = /[\p{Cf}--\u200b]+/gv;

const BLANKS = /[\s\p{Cc}\p{Z}\u200b]+/gu;

/** Letters that do not decompose, and what people without that key type instead. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  ŧ: "t",
  þ: "th",
  ς: "σ",
};
const UNDECOMPOSED_LETTERS = /[ßæœøđðħıłŋŧþς]/g;

/** A run of letters, digits and their marks in folded text. */
const WORD_RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

const UNSPACED_SCRIPTS = ["Han", "Hira", "Kana", "Hang", "Bopo", "Thai", "Laoo", "Khmr", "Mymr"]
  .map((script) => `\\p{scx=${script}}`)
  .join("");
const UNSPACED = `[[${UNSPACED_SCRIPTS}]&&[\\p{L}\\p{N}]]`;
const HAS_UNSPACED = new RegExp(UNSPACED, "v");
/** Stretches of one run: unspaced characters with their marks, or a word of a spaced script. */
const STRETCH = new RegExp(`${UNSPACED}[${UNSPACED}\\p{M}]*|[^${UNSPACED}]+`, "gv");
const CHARACTER_WITH_MARKS = /\P{M}\p{M}*|\p{M}+/gu;

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= FIRST_BEYOND_ASCII) return false;
  }
  return true;
}

/**
 * Text without case, accents and compatibility variants (`Straße` → `strasse`, `İstanbul` → `istanbul`,
 * `ＡＢ①` → `ab1`, `Ελλάς` → `ελλασ`). Punctuation and blanks stay. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(VARYING_MARKS, "")
    .replace(INVISIBLE, "")
    .toLowerCase()
    .replace(UNDECOMPOSED_LETTERS, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize("NFC");
}

/**
 * The form of a key (an ID, a type, a name) inside a token: lower case and compatibility variants
 * folded, accents kept, surrounding blanks dropped, every inner run of blanks or control characters
 * replaced by `KEY_BLANK`. Folding twice changes nothing.
 */
export function foldKey(text: string): string {
  let hasUpperCase = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= LAST_CONTROL_OR_SPACE || code >= DELETE_CONTROL) return foldRareKey(text);
    if (code >= UPPER_A && code <= UPPER_Z) hasUpperCase = true;
  }
  return hasUpperCase ? text.toLowerCase() : text;
}

function foldRareKey(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKC")
    .trim()
    .replace(BLANKS, KEY_BLANK);
}

/** Gathers distinct words in order of first appearance, at most `TEXT_WORDS_MAX`. */
class DistinctWords {
  readonly list: string[] = [];
  #set: Set<string> | undefined;

  add(word: string): void {
    const { list } = this;
    if (list.length < LIST_LOOKUP_MAX) {
      if (!list.includes(word)) list.push(word);
      return;
    }
    if (list.length >= TEXT_WORDS_MAX) return;
    this.#set ??= new Set(list);
    if (this.#set.has(word)) return;
    this.#set.add(word);
    list.push(word);
  }
}

/**
 * The distinct words of a text in order of first appearance, at most `TEXT_WORDS_MAX`, folded and cut
 * to `WORD_CHARACTERS_MAX`; none contains white space. A text matches a query when it holds every word
 * of the query, so `words` serves both sides. The words of a word are itself (and its characters and
 * pairs in unspaced scripts).
 */
export function words(text: string): string[] {
  const distinct = new DistinctWords();
  const lower = text.toLowerCase();
  let start = -1;
  for (let index = 0; index < lower.length; index += 1) {
    const code = lower.charCodeAt(index);
    if (code >= FIRST_BEYOND_ASCII) return wordsBeyondAscii(text);
    if (WORD_CODES[code] === 1) {
      if (start < 0) start = index;
    } else if (start >= 0) {
      distinct.add(lower.slice(start, Math.min(index, start + WORD_CHARACTERS_MAX)));
      start = -1;
    }
  }
  if (start >= 0) distinct.add(lower.slice(start, start + WORD_CHARACTERS_MAX));
  return distinct.list;
}

function wordsBeyondAscii(text: string): string[] {
  const distinct = new DistinctWords();
  for (const stretch of stretches(foldText(text))) {
    if (typeof stretch === "string") distinct.add(cutWord(stretch));
    else addCharactersAndPairs(stretch, distinct);
  }
  return distinct.list;
}

function addCharactersAndPairs(characters: readonly string[], distinct: DistinctWords): void {
  let previous = "";
  for (const character of characters) {
    if (previous !== "") distinct.add(cutWord(previous + character));
    distinct.add(cutWord(character));
    previous = character;
  }
}

/** Word runs of folded text in order: a string each, or the characters of an unspaced stretch. */
export function stretches(folded: string): (string | string[])[] {
  return (folded.match(WORD_RUN) ?? []).flatMap((run) => {
    if (!HAS_UNSPACED.test(run)) return [run];
    return (run.match(STRETCH) ?? []).map((stretch) =>
      HAS_UNSPACED.test(stretch) ? (stretch.match(CHARACTER_WITH_MARKS) ?? []) : stretch,
    );
  });
}

/** A word cut to `WORD_CHARACTERS_MAX` code units, never through a surrogate pair. */
export function cutWord(word: string): string {
  if (word.length <= WORD_CHARACTERS_MAX) return word;
  const short = word.slice(0, WORD_CHARACTERS_MAX);
  return short.isWellFormed() ? short : short.slice(0, -1);
}
