import type { SourceStatus } from "#query/answers/source-answers.ts";
import type { Severity } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";

type SourceFacts = Pick<SourceStatus, "following" | "records">;

/** How a source stands, in a shape and words: what cannot be read comes first. */
export function sourceState({ following, records }: SourceFacts): {
  readonly severity: Severity;
  readonly words: string;
} {
  const { state } = text.sources;
  if (following === undefined) {
    return records === 0
      ? { severity: "info", words: state.none }
      : { severity: "ok", words: state.pushes };
  }
  if (following.failed > 0) return { severity: "error", words: state.failed(following.failed) };
  if (following.unreadBytes > 0) {
    const length = shortDuration(Math.round(following.lagMs));
    return { severity: "warning", words: state.behind(following.unreadBytes, length) };
  }
  return { severity: "ok", words: state.current };
}

/** How long ago an event was when the answer told of it, or how far its own time is ahead of that. */
export function silenceWords(
  lastIso: string,
  answeredAtMs: number,
  lengthOf: (ms: number) => string,
): string {
  const silenceMs = answeredAtMs - Date.parse(lastIso);
  return silenceMs < 0 ? text.sources.ahead(lengthOf(-silenceMs)) : lengthOf(silenceMs);
}
