import type { ChartDrawing, ChartTheme } from "../../components/chart/chart-theme.ts";
import type { Movement } from "./card-history.ts";

/** Room after the last movement, as a share of the time before it: a line that ends in the axis is no line. */
const AFTER_SHARE = 0.12;

/** Of a card that moved once: what is drawn before and after. */
const ALONE_MS = 60 * 60 * 1000;

export interface BalanceDrawingText {
  /** Days of the axis begin by UTC, else by the reader's own clock. */
  readonly isUtc: boolean;
  readonly amount: (minor: number) => string;
  readonly moment: (atMs: number) => string;
  readonly day: (atMs: number) => string;
  readonly tip: {
    readonly balance: (amount: string) => string;
    readonly held: (amount: string) => string;
    readonly available: (amount: string) => string;
  };
}

/** First and last millisecond of the axis. */
export function axisOf(history: readonly Movement[]): { fromMs: number; toMs: number } {
  const fromMs = Date.parse(history[0]?.at ?? "");
  const lastMs = Date.parse(history.at(-1)?.at ?? "");
  const spanMs = Math.max(lastMs - fromMs, ALONE_MS);
  return { fromMs, toMs: lastMs + Math.ceil(spanMs * AFTER_SHARE) };
}

/** Balance before each movement and after it, so that the lines stand still between two and jump at one. */
export function stepPoints(
  history: readonly Movement[],
  value: (step: Movement) => number,
): readonly (readonly [atMs: number, minor: number])[] {
  const { toMs } = axisOf(history);
  const points = history.map((step) => [Date.parse(step.at), value(step)] as const);
  const last = history.at(-1);
  return last === undefined ? points : [...points, [toMs, value(last)] as const];
}

/**
 * The lowest amount that is drawn. An authorization may exceed the card by far; drawn to its end, it would leave
 * the account itself no height.
 */
export function lowestDrawn(history: readonly Movement[]): number {
  const highest = Math.max(0, ...history.map(({ balanceMinor }) => balanceMinor));
  const lowestBalance = Math.min(0, ...history.map(({ balanceMinor }) => balanceMinor));
  const lowest = Math.min(lowestBalance, ...history.map(({ availableMinor }) => availableMinor));
  return Math.max(lowest, lowestBalance - highest);
}

/** Stretches in which authorizations held money: from available up to balance. */
export function heldStretches(
  history: readonly Movement[],
): readonly { fromMs: number; toMs: number; lowMinor: number; highMinor: number }[] {
  const { toMs } = axisOf(history);
  return history.flatMap((step, index) => {
    const next = history[index + 1];
    const endMs = next === undefined ? toMs : Date.parse(next.at);
    const fromMs = Date.parse(step.at);
    return step.authorizedMinor === 0 || endMs <= fromMs
      ? []
      : [{ fromMs, toMs: endMs, lowMinor: step.availableMinor, highMinor: step.balanceMinor }];
  });
}

/** The account as step lines: balance full, available dashed, what is held between them hatched. */
export function balanceDrawing(
  history: readonly Movement[],
  cursorMs: number | null,
  words: BalanceDrawingText,
): ChartDrawing {
  return (theme) => {
    const { fromMs, toMs } = axisOf(history);
    const axisText = { color: theme.color("ink-3"), fontSize: 12 };
    return {
      useUTC: words.isUtc,
      grid: { left: 8, right: 72, top: 12, bottom: 4, containLabel: true },
      tooltip: tooltipOf(history, theme, words),
      xAxis: {
        type: "time",
        min: fromMs - Math.round((toMs - fromMs) / 50),
        max: toMs,
        axisLine: { lineStyle: { color: theme.color("rule-strong") } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { ...axisText, hideOverlap: true, formatter: (atMs: number) => words.day(atMs) },
      },
      yAxis: {
        type: "value",
        splitNumber: 3,
        min: lowestDrawn(history),
        splitLine: { lineStyle: { color: theme.color("rule") } },
        axisLabel: { ...axisText, formatter: (minor: number) => words.amount(minor) },
      },
      series: [
        {
          type: "line",
          step: "end",
          symbol: "none",
          data: stepPoints(history, ({ balanceMinor }) => balanceMinor),
          lineStyle: { color: theme.color("lane-gift-card"), width: 2.5 },
          endLabel: {
            show: true,
            color: theme.color("ink"),
            fontSize: 12.5,
            formatter: () => words.amount(history.at(-1)?.balanceMinor ?? 0),
          },
          markArea: {
            silent: true,
            itemStyle: { color: hatching(theme.color("lane-gift-card")) },
            data: heldStretches(history).map((held) => [
              { coord: [held.fromMs, held.lowMinor] },
              { coord: [held.toMs, held.highMinor] },
            ]),
          },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: theme.color("pen"), type: "solid", width: 1.5 },
            data: cursorMs === null ? [] : [{ xAxis: cursorMs }],
          },
        },
        {
          type: "line",
          step: "end",
          symbol: "none",
          data: stepPoints(history, ({ availableMinor }) => availableMinor),
          lineStyle: { color: theme.color("ink"), width: 1.5, type: [4, 3] },
        },
      ],
    };
  };
}

function tooltipOf(history: readonly Movement[], theme: ChartTheme, words: BalanceDrawingText) {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: theme.color("raised"),
    borderColor: theme.color("rule-strong"),
    textStyle: { color: theme.color("ink"), fontSize: 12.5 },
    axisPointer: { lineStyle: { color: theme.color("edge") } },
    formatter: (points: unknown) => {
      const atMs = momentOf(points);
      const step = atMs === null ? undefined : history.findLast(({ at }) => Date.parse(at) <= atMs);
      if (step === undefined || atMs === null) return "";
      return [
        words.moment(atMs),
        words.tip.balance(words.amount(step.balanceMinor)),
        words.tip.held(words.amount(step.authorizedMinor)),
        words.tip.available(words.amount(step.availableMinor)),
      ].join("\n");
    },
  };
}

/** Of what the chart hands to a tooltip: the moment that is pointed at. */
function momentOf(points: unknown): number | null {
  const [first]: readonly unknown[] = Array.isArray(points) ? points : [];
  if (typeof first !== "object" || first === null || !("axisValue" in first)) return null;
  return typeof first.axisValue === "number" ? first.axisValue : null;
}

/** Side of the hatching's tile, pixels. */
const TILE_PX = 6;

function hatching(color: string) {
  const tile = document.createElement("canvas");
  tile.width = TILE_PX;
  tile.height = TILE_PX;
  const pen = tile.getContext("2d");
  if (pen !== null) {
    pen.strokeStyle = color;
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (const shift of [-TILE_PX, 0, TILE_PX]) {
      pen.moveTo(shift, TILE_PX);
      pen.lineTo(shift + TILE_PX, 0);
    }
    pen.stroke();
  }
  return { image: tile, repeat: "repeat" };
}
