import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const ROUNDS = 6;
const FILES = 3;
const ROTATE_EVERY = 40;

function lineOf(message: string): string {
  return `${JSON.stringify({ type: "trace.recorded", time: "2026-06-01T10:00:00.000Z", message })}\n`;
}

/** Programs that write log files in halves of lines, and rotate them in the middle of lines. */
class Writers {
  readonly written: string[] = [];
  readonly #directory: string;
  readonly #rotations = new Map<string, number>();
  #count = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  write(): void {
    const name = `app${this.#count % FILES}.log`;
    const path = join(this.#directory, name);
    const message = `m${this.#count}`;
    const line = lineOf(message);
    const half = (this.#count * 7) % line.length;
    appendFileSync(path, line.slice(0, half));
    if (this.#count % ROTATE_EVERY === ROTATE_EVERY - 1) this.#rotate(path);
    appendFileSync(path, line.slice(half));
    this.written.push(message);
    this.#count += 1;
  }

  #rotate(path: string): void {
    const rotation = (this.#rotations.get(path) ?? 0) + 1;
    this.#rotations.set(path, rotation);
    renameSync(path, `${path}.${rotation}`);
  }
}

async function stored(service: RunningProcess): Promise<string[]> {
  const messages: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${cursor}`;
    const { body }: { body: EventList } = await service.api<EventList>(
      `/api/v1/events?q=type:trace.recorded&limit=1000${more}`,
    );
    messages.push(...body.items.map(({ message }) => message ?? ""));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return messages;
}

test("kill -9 while files grow and rotate: each record is there once", async () => {
  await using workplace = new Workplace();
  const logs = join(workplace.directory, "logs");
  mkdirSync(logs);
  writeFileSync(
    join(workplace.directory, "tracewell.config.json"),
    JSON.stringify({ sources: [{ name: "shop", format: "ndjson", files: ["logs/*"] }] }),
  );
  const writers = new Writers(logs);
  for (let round = 0; round < ROUNDS; round++) {
    const service = await workplace.serve();
    // The kill falls after an amount of writing that differs from round to round.
    for (let asked = 0; asked < 8 + round * 5; asked++) {
      for (let line = 0; line < 9; line++) writers.write();
      await service.api("/api/v1/events?limit=1");
    }
    await service.kill("SIGKILL");
    for (let line = 0; line < 50; line++) writers.write();
  }
  const service = await workplace.serve();
  let messages: string[] = [];
  while (messages.length < writers.written.length) messages = await stored(service);
  expect(messages.toSorted()).toEqual(writers.written.toSorted());
  const { body } = await service.api<{ coverage: { quarantined: number } }>("/api/v1/events");
  expect(body.coverage.quarantined).toBe(0);
  expect(await service.kill("SIGTERM")).toBe(0);
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });
});
