import { Buffer } from "node:buffer";
import type { BenchService } from "./bench-process.ts";
import { BenchClient } from "./http-client.ts";

/** Small enough for a request, large enough to be quick. */
const LINES_PER_REQUEST = 10_000;

/** Sends lines as they come, and waits until every view has taken them over. */
export async function fillService(
  service: BenchService,
  lines: AsyncIterable<string>,
  onProgress: (sent: number) => void,
): Promise<void> {
  const client = new BenchClient(service.url, service.token);
  let pending: string[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    const body = Buffer.from(`${pending.join("\n")}\n`);
    await client.call("POST", "/api/v1/events?source=shop", body);
    sent += pending.length;
    pending = [];
    onProgress(sent);
  };
  for await (const line of lines) {
    pending.push(line);
    if (pending.length === LINES_PER_REQUEST) await send();
  }
  if (pending.length > 0) await send();
  await service.untilFollowed();
}
