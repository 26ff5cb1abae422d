import { createContext, useContext, useEffect, useRef, useState } from "react";
import type { Coverage } from "#query/answers/coverage.ts";

export interface LiveCoverage {
  readonly status: "live";
  readonly ledgers: readonly Coverage["ledgers"][number][];
}

/** What the coverage line of the frame shows: the answer on the page, and when it came. */
export interface ShownCoverage {
  /** `live`: a stream, which only says how far it looked. */
  readonly coverage: Coverage | LiveCoverage;
  /** Epoch milliseconds. */
  readonly answeredAtMs: number;
  /** Asks again for what is shown; none for a stream. */
  readonly onReadAgain?: (() => void) | undefined;
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
  onReadAgain?: () => void,
): void {
  const publish = useContext(Publish);
  const readAgain = useRef(onReadAgain);
  useEffect(() => {
    readAgain.current = onReadAgain;
  });
  const canReadAgain = onReadAgain !== undefined;
  useEffect(() => {
    publish(
      coverage === undefined
        ? null
        : {
            coverage,
            answeredAtMs,
            onReadAgain: canReadAgain ? () => readAgain.current?.() : undefined,
          },
    );
  }, [publish, coverage, answeredAtMs, canReadAgain]);
  useEffect(() => () => publish(null), [publish]);
}
