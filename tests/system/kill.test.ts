import { expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const ROUNDS = 8;
const SENDERS = 4;

function event(id: string): string {
  return JSON.stringify({
    id,
    type: "trace.recorded",
    time: new Date(Date.UTC(2026, 0, 1)).toISOString(),
    message: `round ${id}`,
  });
}

/** Sends until the service is gone; gives the IDs it acknowledged. */
async function sendUntilKilled(service: RunningProcess, prefix: string): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let number = 0; ; number++) {
    const id = `${prefix}-${number}`;
    try {
      const { status, body } = await service.post<IngestAnswer>("/api/v1/events", event(id));
      expect(status).toBe(200);
      expect(body.accepted).toBe(1);
      acknowledged.push(id);
    } catch (error) {
      if (error instanceof TypeError) return acknowledged;
      throw error;
    }
  }
}

async function storedIds(service: RunningProcess): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { body: EventList } = await service.api<EventList>(
      `/api/v1/events?limit=1000${cursor === null ? "" : `&cursor=${cursor}`}`,
    );
    ids.push(...page.body.items.map(({ id }) => id));
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return ids;
}

async function untilReady(service: RunningProcess): Promise<void> {
  for (;;) {
    const response = await fetch(`${service.url}/readyz`);
    await response.arrayBuffer();
    if (response.status === 200) return;
  }
}

test("kill -9 in the middle of pushes loses nothing acknowledged and doubles nothing", async () => {
  await using workplace = new Workplace();
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const service = await workplace.serve();
    const senders = Array.from({ length: SENDERS }, (_, sender) =>
      sendUntilKilled(service, `${round}.${sender}`),
    );
    // The kill falls after a number of answers that differs from round to round.
    for (let answered = 0; answered < 5 + round * 3; answered++) {
      await service.api("/api/v1/events?limit=1");
    }
    await service.kill("SIGKILL");
    acknowledged.push(...(await Promise.all(senders)).flat());
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);

  const service = await workplace.serve();
  await untilReady(service);
  const stored = await storedIds(service);
  expect(new Set(stored).size).toBe(stored.length);
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
  expect(await service.kill("SIGTERM")).toBe(0);

  const verified = await workplace.run(["verify"]);
  expect(verified).toMatchObject({ code: 0 });
});

test("a second service on the same data is refused and names the directory", async () => {
  await using workplace = new Workplace();
  await workplace.serve();
  const second = await workplace.run(["serve", "--port", "0"]);
  expect(second.code).toBe(3);
  expect(second.note).toContain(workplace.dataDir);
});
