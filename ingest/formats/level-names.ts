/** Severities as events carry them, from the numbers and words of common loggers. */
const NUMBERED: readonly { from: number; level: string }[] = [
  { from: 60, level: "fatal" },
  { from: 50, level: "error" },
  { from: 40, level: "warning" },
  { from: 30, level: "info" },
  { from: 20, level: "debug" },
  { from: 0, level: "trace" },
];

const WORDS: Readonly<Record<string, string>> = {
  emerg: "fatal",
  emergency: "fatal",
  panic: "fatal",
  alert: "fatal",
  fatal: "fatal",
  crit: "fatal",
  critical: "fatal",
  severe: "error",
  err: "error",
  error: "error",
  warn: "warning",
  warning: "warning",
  notice: "info",
  info: "info",
  information: "info",
  debug: "debug",
  fine: "debug",
  trace: "trace",
  verbose: "trace",
};

/** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warning, 50 error, 60 fatal; custom ones between. */
export function levelOfNumber(level: number): string {
  return NUMBERED.find(({ from }) => level >= from)?.level ?? "trace";
}

/** Undefined for a word that names no severity. */
export function levelOfWord(word: string): string | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
}

/** A severity in capitals or brackets near the beginning of a line of text. */
const IN_TEXT =
  /(?:^|[\s[(<|])(EMERG|ALERT|FATAL|CRITICAL|CRIT|SEVERE|ERROR|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)(?=[\s\])>:|,]|$)|\[(?:\w+:)?(emerg|alert|fatal|critical|crit|error|warning|warn|notice|info|debug|trace)\]/;

/** How far into the line a severity counts as its label rather than as a word of the message. */
const LABEL_CHARACTERS_MAX = 60;

export function levelInText(text: string): string | undefined {
  const match = IN_TEXT.exec(text.slice(0, LABEL_CHARACTERS_MAX));
  const word = match?.[1] ?? match?.[2];
  return word === undefined ? undefined : levelOfWord(word);
}
