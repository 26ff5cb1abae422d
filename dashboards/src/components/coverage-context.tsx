import { createContext, useContext, useEffect, useState } from "react";
import type { Coverage } from "#query/answers/coverage.ts";

export interface LiveCoverage {
  readonly status: "live";
  readonly ledgers: Coverage["ledgers"];
}

/** What the coverage line of the frame shows: the answer on the page, and when it came. */
export interface ShownCoverage {
  /** `live`: a stream, which only says how far it looked. */
  readonly coverage: Coverage | LiveCoverage;
  /** Epoch milliseconds. */
  readonly answeredAtMs: number;
  /** What the page adds about its answer, for instance the span of time. */
  readonly note?: string | undefined;
}

const Shown = createContext<ShownCoverage | null>(null);
const Publish = createContext<(shown: ShownCoverage | null) => void>(() => {});

export function CoverageProvider({ children }: { readonly children: React.ReactNode }) {
  const [shown, setShown] = useState<ShownCoverage | null>(null);
  return (
    <Publish value={setShown}>
      <Shown value={shown}>{children}</Shown>
    </Publish>
  );
}

export function useShownCoverage(): ShownCoverage | null {
  return useContext(Shown);
}

/** Called by each page with its answer's coverage; taken back when the page closes. */
export function usePublishCoverage(
  coverage: Coverage | LiveCoverage | undefined,
  answeredAtMs: number,
  note?: string,
): void {
  const publish = useContext(Publish);
  useEffect(() => {
    publish(coverage === undefined ? null : { coverage, answeredAtMs, note });
  }, [publish, coverage, answeredAtMs, note]);
  useEffect(() => () => publish(null), [publish]);
}
