import type { QuarantineList } from "#query/answers/quarantine-answers.ts";
import { API, withParameters } from "../path-builder.ts";
import { request } from "./fetch-answer.ts";

export interface TailStart {
  /** Where every ledger ends now. */
  readonly ledgers: QuarantineList["coverage"]["ledgers"];
  /** The service's clock, epoch milliseconds, to half a second; null where it did not say. */
  readonly atMs: number | null;
}

/** The header tells whole seconds: on average it is so much later. */
const HALF_SECOND_MS = 500;

/** Where a stream that begins now begins; the smallest answer that says so is asked for. */
export async function readTailStart(signal: AbortSignal): Promise<TailStart> {
  const response = await request(withParameters(`${API}/quarantine`, { limit: 1 }), { signal });
  const date = Date.parse(response.headers.get("date") ?? "");
  const { coverage }: QuarantineList = await response.json();
  return { ledgers: coverage.ledgers, atMs: Number.isNaN(date) ? null : date + HALF_SECOND_MS };
}
