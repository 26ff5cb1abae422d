import type { ThreadClient } from "./thread-rpc.ts";

/**
 * Tells a follower how far the ledger is durable: one call at a time, always with the newest head, so that a
 * thread which others are put before is not buried in calls.
 */
export function advanceFollower(
  follower: Pick<ThreadClient, "call">,
  onFailure: (error: unknown) => void,
): (headSeq: number) => void {
  let newest = 0;
  let told = 0;
  let isTelling = false;
  const tell = async (): Promise<void> => {
    isTelling = true;
    try {
      while (told < newest) {
        const headSeq = newest;
        await follower.call("advance", headSeq);
        told = headSeq;
      }
    } catch (error) {
      onFailure(error);
    } finally {
      isTelling = false;
    }
  };
  return (headSeq) => {
    newest = Math.max(newest, headSeq);
    if (!isTelling) void tell();
  };
}
