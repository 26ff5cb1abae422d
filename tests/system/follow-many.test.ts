import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const FILES = 2_000;

function lineOf(message: string): string {
  return `${JSON.stringify({ type: "trace.recorded", time: "2026-06-01T10:00:00.000Z", message })}\n`;
}

async function untilRecords(service: RunningProcess, records: number): Promise<SourceAnswer> {
  for (;;) {
    const { body } = await service.api<SourceAnswer>("/api/v1/sources/shop");
    if (body.records >= records) return body;
  }
}

test("two thousand files are followed, each record once, and a restart reads none again", async () => {
  await using workplace = new Workplace();
  const logs = join(workplace.directory, "logs");
  mkdirSync(logs);
  for (let file = 0; file < FILES; file++)
    writeFileSync(join(logs, `${file}.log`), lineOf(`${file}`));
  writeFileSync(
    join(workplace.directory, "tracewell.config.json"),
    JSON.stringify({ sources: [{ name: "shop", format: "ndjson", files: ["logs/*.log"] }] }),
  );
  const service = await workplace.serve();
  const first = await untilRecords(service, FILES + 1);
  expect(first.following).toMatchObject({ files: FILES, failed: 0 });
  for (let file = 0; file < FILES; file++)
    appendFileSync(join(logs, `${file}.log`), lineOf(`+${file}`));
  await untilRecords(service, FILES * 2 + 1);
  expect(await service.kill("SIGTERM")).toBe(0);

  const again = await workplace.serve();
  appendFileSync(join(logs, "7.log"), lineOf("last"));
  // Its own beginning is told of each time: two events more than records of files.
  const { records, followedFiles } = await untilRecords(again, FILES * 2 + 3);
  expect(records).toBe(FILES * 2 + 3);
  expect(followedFiles?.length).toBe(1_000);
});
