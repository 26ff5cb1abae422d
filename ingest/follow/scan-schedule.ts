/** All files are looked at so often; the system's own notices come within milliseconds where it gives them. */
const SCAN_MS = 10_000;

/** The same while the system gives no notices, or a file is looked for that has lost its name. */
export const SCAN_SOON_MS = 250;

/** Looking around takes at most this part of the time: the more files, the more seldom. */
const SCAN_SHARE = 10;

/** The same where names come and go all the time: each may be a file to be followed. */
const HURRIED_SHARE = 2;

/** When a source's files are looked at next. */
export class ScanSchedule {
  #isScanning = false;
  #isWanted = false;
  #nextMs = 0;
  #earliestMs = 0;

  isDue(nowMs: number): boolean {
    return !this.#isScanning && nowMs >= this.#nextMs;
  }

  begin(): void {
    this.#isScanning = true;
    this.#isWanted = false;
  }

  end(nowMs: number, tookMs: number, isSoon: boolean): void {
    const pauseMs = isSoon ? SCAN_SOON_MS : SCAN_MS;
    this.#earliestMs = nowMs + tookMs * HURRIED_SHARE;
    this.#nextMs = nowMs + Math.max(pauseMs, tookMs * SCAN_SHARE);
    if (this.#isWanted) this.want(nowMs + SCAN_SOON_MS);
    this.#isScanning = false;
  }

  /** Something happened: not only at the usual time. */
  want(atMs: number): void {
    this.#isWanted = true;
    this.#nextMs = Math.max(this.#earliestMs, Math.min(this.#nextMs, atMs));
  }
}
