import type { ReloadAnswer } from "#query/answers/source-answers.ts";

/** Names that are given in a sentence; more are counted. */
const NAMES_SHOWN_MAX = 20;

/** What a reload has changed, in lines for a person. */
export function describeReload(answer: ReloadAnswer): string {
  const { file, added, changed, removed, unchanged, needsRestart } = answer;
  const parts = [
    ...named("added", added),
    ...named("changed", changed),
    ...named("no longer there, kept by name and not followed", removed),
    ...(unchanged.length > 0 ? [`${unchanged.length} unchanged`] : []),
  ];
  const sources = parts.length > 0 ? parts.join("; ") : "no sources";
  const lines = [`${file ?? "There is no configuration file"}: ${sources}.`];
  if (needsRestart.length > 0) {
    lines.push(`Changed too, and taken with the next start: ${needsRestart.join(", ")}.`);
  }
  return lines.join("\n");
}

function named(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMES_SHOWN_MAX ? ` and ${names.length - NAMES_SHOWN_MAX} more` : "";
  return [`${what}: ${names.slice(0, NAMES_SHOWN_MAX).join(", ")}${more}`];
}
