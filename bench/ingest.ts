import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import type { BenchService } from "./bench-process.ts";
import type { EventPiece } from "./event-pieces.ts";
import type { BenchClient } from "./http-client.ts";

/** Requests under way: what a busy relay would do. */
const IN_FLIGHT = 3;

export interface IngestTime {
  durableSeconds: number;
  searchableSeconds: number;
}

/** Pushes a piece over HTTP; until it is durable, and until it is searchable. */
export async function pushPiece(
  client: BenchClient,
  service: BenchService,
  { bodies }: EventPiece,
): Promise<IngestTime> {
  const startedMs = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (;;) {
      const body = bodies[next++];
      if (body === undefined) return;
      await client.call("POST", "/api/v1/events?source=bench", body);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  const durableSeconds = (performance.now() - startedMs) / 1_000;
  await service.untilIndexed();
  return { durableSeconds, searchableSeconds: (performance.now() - startedMs) / 1_000 };
}

/**
 * Lets the service find a file that is already there and follow it to its end. Timed from the first record
 * on, since how soon a new file is looked for is a setting.
 */
export async function followPiece(
  service: BenchService,
  { bodies, events }: EventPiece,
  file: string,
): Promise<IngestTime> {
  const headBefore = await service.headSeq();
  const whole = `${file}.whole`;
  writeFileSync(whole, "");
  for (const body of bodies) appendFileSync(whole, body);
  renameSync(whole, file);
  await service.untilHead(headBefore + 1);
  const startedMs = performance.now();
  await service.untilHead(headBefore + events);
  const durableSeconds = (performance.now() - startedMs) / 1_000;
  await service.untilIndexed();
  return { durableSeconds, searchableSeconds: (performance.now() - startedMs) / 1_000 };
}
