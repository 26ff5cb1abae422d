import { useEffect, useRef } from "react";

/**
 * Asks for more rows before their end comes into sight. What could not be read is asked for once only: then
 * it is the reader's to try again, and a service in need is left in peace.
 */
export function useAskAhead(options: {
  readonly hasMore: boolean;
  readonly isReading: boolean;
  /** Rows that were read beyond the last one drawn. */
  readonly rowsAhead: number;
  readonly rowsAheadMin: number;
  /** Names the end of what was read, another one after each answer. */
  readonly endKey: string | undefined;
  readonly onMore: (() => void) | undefined;
}): void {
  const { hasMore, isReading, endKey, onMore } = options;
  const isNear = options.rowsAhead < options.rowsAheadMin;
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (!hasMore || isReading || !isNear || endKey === undefined || asked.current === endKey)
      return;
    asked.current = endKey;
    onMore?.();
  }, [hasMore, isReading, isNear, endKey, onMore]);
}
