import { styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];

/** Width taken where nobody says it (a pipe, a file): what fits beside something else on most screens. */
const WIDTH_DEFAULT = 120;

/** Narrower than this, nothing can be set in columns. */
const WIDTH_MIN = 40;

/** Where a command writes: results to `out`, everything said about them to `note`. */
export interface Terminal {
  readonly out: NodeJS.WritableStream;
  readonly note: NodeJS.WritableStream;
  /** A person watches the notes: progress may be drawn. */
  readonly isInteractive: boolean;
  /** Results go to a screen, which control characters would steer. */
  readonly isScreen: boolean;
  /** Columns of a line of results. */
  readonly width: number;
  /** Colors text only when results go to a screen and NO_COLOR is not set. */
  style(style: Style, text: string): string;
  /** Writes results; waits while the reader is slower. */
  print(text: string | Uint8Array): Promise<void>;
}

export function createTerminal(
  streams: {
    readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
    readonly note: NodeJS.WritableStream & { readonly isTTY?: boolean };
  },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const { out, note } = streams;
  const isScreen = out.isTTY === true;
  const hasColor = isScreen && (environment.NO_COLOR ?? "") === "";
  const width = (isScreen ? out.columns : undefined) ?? Number(environment.COLUMNS);
  return {
    out,
    note,
    isInteractive: note.isTTY === true,
    isScreen,
    width: width > 0 ? Math.max(WIDTH_MIN, width) : WIDTH_DEFAULT,
    style: (style, text) => (hasColor ? styleText(style, text, { validateStream: false }) : text),
    print: async (text) => {
      if (out.write(text)) return;
      await new Promise<void>((resolve) => out.once("drain", () => resolve()));
    },
  };
}

/** Control characters from logs must not steer a screen; line breaks are shown as `⏎`. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ⏎ ").replaceAll(/\p{Cc}/gu, "·");
}

/** The same for text of several lines: of the control characters only line breaks and tabs stay. */
export function severalLines(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "·");
}
