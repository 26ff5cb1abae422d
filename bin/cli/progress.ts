import type { Terminal } from "./output.ts";

/** A line is redrawn at most this often: faster cannot be read. */
const REDRAW_MS = 200;

export interface Progress {
  /** `done` of `total` units; `total` null when unknown. */
  update(done: number, total: number | null): void;
  end(): void;
}

/** Progress with rate and remaining time, on the notes; silent in a pipe. */
export function createProgress(
  terminal: Terminal,
  label: string,
  unit: string,
  nowMs: () => number,
): Progress {
  const startedMs = nowMs();
  let drawnMs = 0;
  let hasDrawn = false;
  return {
    update(done, total) {
      const now = nowMs();
      if (!terminal.isInteractive || now - drawnMs < REDRAW_MS) return;
      drawnMs = now;
      hasDrawn = true;
      const rate = done / Math.max(0.001, (now - startedMs) / 1000);
      const share = total === null || total === 0 ? "" : ` ${Math.floor((100 * done) / total)} %`;
      const remaining =
        total === null || rate === 0 ? "" : `, ${formatSeconds((total - done) / rate)} left`;
      terminal.note.write(
        `\r\u001B[2K${label}:${share} ${Math.round(done).toLocaleString("en-US")} ${unit}, ${Math.round(rate).toLocaleString("en-US")}/s${remaining}`,
      );
    },
    end() {
      if (hasDrawn) terminal.note.write("\r\u001B[2K");
    },
  };
}

export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
