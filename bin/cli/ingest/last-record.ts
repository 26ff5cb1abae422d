const NEWLINE = 0x0a;

/** An array of objects that is not closed, or what is left of one; `[error] text` is none. */
const OPEN_ARRAY = /^(?:,|\[\s*(?:\{|$))/;

/**
 * Whether the end of a file, which the service left as an unfinished record, is whole after all. JSON is when
 * it says so itself; a line of any kind when it has its line end. Objects on several lines, arrays and lines
 * in the middle may still be being written: read now, half of a record would stand beside the whole one.
 */
export function isWholeRecord(rest: Buffer): boolean {
  const text = rest
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim();
  const isEnded = rest.at(-1) === NEWLINE;
  if (OPEN_ARRAY.test(text)) return false;
  if (!text.startsWith("{")) return isEnded;
  return isJson(text) || (isEnded && isTornLine(text));
}

/** A line that was left in the middle for good: nothing follows it, or an object of its own does. */
function isTornLine(text: string): boolean {
  const [, ...following] = text.split("\n");
  if (following.length === 0) return text !== "{";
  return following.some((line) => line.startsWith("{") && isJson(line));
}

/** Whether nothing but white space is left. */
export function isBlank(rest: Buffer): boolean {
  return rest.toString("latin1").trim() === "";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
