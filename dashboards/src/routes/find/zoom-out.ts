/** How much wider a range becomes by one step back. */
const WIDER = 3;

/** A range three times as wide around the same middle; null where an end is open or only the service knows it. */
export function zoomedOut(
  from: string | undefined,
  to: string | undefined,
): { from: string; to: string } | null {
  const fromMs = Date.parse(from ?? "");
  const toMs = Date.parse(to ?? "");
  if (!(fromMs < toMs)) return null;
  const margin = ((toMs - fromMs) * (WIDER - 1)) / 2;
  return {
    from: new Date(Math.round(fromMs - margin)).toISOString(),
    to: new Date(Math.round(toMs + margin)).toISOString(),
  };
}
