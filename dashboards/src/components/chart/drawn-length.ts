/** Characters as wide as they are high: Chinese ones, and full-width signs. */
const FULL_WIDTH = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/gu;
/** How much wider they are than the middling character of other scripts. */
const FULL_WIDTH_EXTRA = 0.9;

/** How long a text is drawn, in characters of middling width. */
export function drawnLength(text: string): number {
  return text.length + (text.match(FULL_WIDTH)?.length ?? 0) * FULL_WIDTH_EXTRA;
}
