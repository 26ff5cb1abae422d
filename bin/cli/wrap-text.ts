const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Letters and pictures that take two columns (East Asian Wide and Fullwidth, and emoji). */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

const ASCII_ONLY = /^[\x20-\x7E]*$/;

/** Columns that a text of one line takes on a screen. */
export function displayWidth(text: string): number {
  if (ASCII_ONLY.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Breaks a text of one line at blanks, and words longer than `width`, into lines of at most `width` columns. */
export function wrapText(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text];
  return fillLines(
    text.split(" ").flatMap((word) => piecesOf(word, width)),
    width,
  );
}

/** Breaks a list after commas alone: its items stand whole, also those longer than `width`. */
export function wrapItems(list: string, width: number): string[] {
  return displayWidth(list) <= width ? [list] : fillLines(itemsOf(list), width);
}

/** The items of a list, each with its comma. */
export function itemsOf(list: string): string[] {
  return list.split(/(?<=,) /);
}

function fillLines(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line} ${part}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = part;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function piecesOf(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  let pieceWidth = 0;
  for (const { segment } of graphemes.segment(word)) {
    const segmentWidth = displayWidth(segment);
    if (pieceWidth + segmentWidth > width) {
      pieces.push(piece);
      piece = "";
      pieceWidth = 0;
    }
    piece += segment;
    pieceWidth += segmentWidth;
  }
  return [...pieces, piece];
}
