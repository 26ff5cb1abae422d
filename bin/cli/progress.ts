import type { Terminal } from "./terminal.ts";

/** A line is redrawn at most this often: faster cannot be read. */
const REDRAW_MS = 200;

/** Before this, a rate is a guess. */
const FIRST_DRAW_MS = 500;

const RESTART_LINE = "\r\u001B[2K";

export type ProgressUnit = "bytes" | "records" | "days";

export interface Progress {
  /** `done` of `total` units; `total` null when unknown. Each stage of the work has a rate of its own. */
  update(done: number, total: number | null, stage?: string): void;
  /** Writes a line of notes without a mess. */
  note(text: string): void;
}

/** Runs long work with a line of progress, on the notes of a terminal; silent in a pipe. The line is removed at the end. */
export async function withProgress<Result>(
  terminal: Terminal,
  label: string,
  unit: ProgressUnit,
  nowMs: () => number,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  let startedMs = nowMs();
  let drawnMs = startedMs + FIRST_DRAW_MS - REDRAW_MS;
  let isDrawn = false;
  let stageNow = "";
  const clear = (): void => {
    if (isDrawn) terminal.note.write(RESTART_LINE);
    isDrawn = false;
  };
  try {
    return await work({
      update(done, total, stage = "") {
        const now = nowMs();
        if (stage !== stageNow) {
          stageNow = stage;
          startedMs = now;
        }
        if (!terminal.isInteractive || now - drawnMs < REDRAW_MS) return;
        drawnMs = now;
        isDrawn = true;
        const line = describeProgress(done, total, unit, now - startedMs);
        const title = stage === "" ? label : `${label}, ${stage}`;
        terminal.note.write(`${RESTART_LINE}${title}: ${line}`);
      },
      note(text) {
        clear();
        terminal.note.write(`${text}\n`);
      },
    });
  } finally {
    clear();
  }
}

/** `42 %, 12.6 MB of 30.0 MB, 4.1 MB/s, 5 s left`. */
export function describeProgress(
  done: number,
  total: number | null,
  unit: ProgressUnit,
  elapsedMs: number,
): string {
  const rate = done / Math.max(0.001, elapsedMs / 1000);
  const speed = `${formatAmountOf(rate, unit)}/s`;
  if (total === null || total === 0) return `${formatAmountOf(done, unit)}, ${speed}`;
  const share = Math.min(100, Math.floor((100 * done) / total));
  const left = rate === 0 ? "" : `, ${formatSeconds((total - done) / rate)} left`;
  return `${share} %, ${formatAmountOf(done, unit)} of ${formatAmountOf(total, unit)}, ${speed}${left}`;
}

function formatAmountOf(amount: number, unit: ProgressUnit): string {
  return unit === "bytes" ? formatBytes(amount) : `${formatCount(amount)} ${unit}`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** Decimal units, as disks are sold: 1 MB is a million bytes. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  let amount = bytes;
  let at = 0;
  while (amount >= 1000 && at < units.length - 1) {
    amount /= 1000;
    at += 1;
  }
  return `${at === 0 ? Math.round(amount) : amount.toFixed(1)} ${units[at] ?? ""}`;
}

export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
