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

/**
 * Breaks a text of one line at blanks into lines of at most `width` columns. A longer word is broken
 * inside only with `breakWords`; else it stands whole on a line of its own, longer than `width`.
 */
export function wrapText(text: string, width: number, breakWords: boolean): string[] {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => piecesOf(word, width, breakWords))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function piecesOf(word: string, width: number, breakWords: boolean): string[] {
  if (!breakWords || displayWidth(word) <= width) return [word];
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
