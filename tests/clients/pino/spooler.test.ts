import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseOptions } from "../../../clients/pino/options.ts";
import { Spooler } from "../../../clients/pino/spooler.ts";

let spool: string;
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), "tracewell-spooler-"));
});
afterEach(() => rmSync(spool, { recursive: true, force: true }));

interface Taken {
  readonly text: string;
  readonly offset: number;
}

interface StandIn extends AsyncDisposable {
  readonly url: string;
  /** What it has taken, in order. */
  readonly taken: Taken[];
}

const TAKEN = { accepted: 1, duplicate: 0, quarantined: 0 };

/** Stands for the service; `refuse` says what it answers instead of taking the body, or null. */
async function standIn(
  refuse: (body: Buffer) => { status: number; body: string } | null,
): Promise<StandIn> {
  const taken: Taken[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts);
    const refusal = refuse(body);
    const offset = new URL(request.url ?? "", "http://host").searchParams.get("offset");
    if (refusal === null) taken.push({ text: body.toString(), offset: Number(offset) });
    response.writeHead(refusal?.status ?? 200);
    response.end(refusal?.body ?? JSON.stringify(TAKEN));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function start(url: string, more: object = {}): Promise<Spooler> {
  return Spooler.start(parseOptions({ url, token: "t", source: "shop", spool, ...more }));
}

const textOf = ({ taken }: StandIn) => taken.map(({ text }) => text).join("");

test("something else that answers has not taken the lines", async () => {
  let isWrong = true;
  await using service = await standIn(() =>
    isWrong ? { status: 200, body: "<html>It works!</html>" } : null,
  );
  const spooler = await start(service.url, { closeMsMax: 50 });
  spooler.append(Buffer.from("one\n"));
  await spooler.close();
  isWrong = false;
  const next = await start(service.url);
  await next.close();
  expect(service.taken).toEqual([{ text: "one\n", offset: 0 }]);
  expect(readdirSync(spool)).toEqual([]);
});

test("requests become smaller where less is taken at once, and nothing waits behind a long line", async () => {
  await using service = await standIn(({ length }) =>
    length > 200_000 ? { status: 413, body: "Request Entity Too Large" } : null,
  );
  const text = `first\n${"l".repeat(17 * 1024 * 1024)}\n${"last\n".repeat(1_000)}`;
  const spooler = await start(service.url);
  spooler.append(Buffer.from(text));
  await spooler.close();
  expect(textOf(service) === text).toBe(true);
  const places = service.taken.map(({ offset }) => offset);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
  expect(readdirSync(spool)).toEqual([]);
});

test("a refusal that waits for a minute does not hold up the end", async () => {
  let isRefused = false;
  const refusals = new EventEmitter();
  await using service = await standIn(() => {
    if (isRefused) return null;
    isRefused = true;
    refusals.emit("refused");
    return { status: 401, body: "{}" };
  });
  const refused = once(refusals, "refused");
  const spooler = await start(service.url, { closeMsMax: 10_000 });
  spooler.append(Buffer.from("one\n"));
  await refused;
  await spooler.close();
  expect(textOf(service)).toBe("one\n");
});

test("how many lines found no room arrives, also where their report finds none", async () => {
  let isAway = true;
  await using service = await standIn(() => (isAway ? { status: 503, body: "{}" } : null));
  const bytesMax = 1024 * 1024;
  const spooler = await start(service.url, { spoolBytesMax: bytesMax, closeMsMax: 10_000 });
  spooler.append(Buffer.from(`${"a".repeat(bytesMax - 1)}\n`));
  for (let at = 0; at < 5; at++) spooler.append(Buffer.from(`b${at}\n`));
  isAway = false;
  await spooler.close();
  const [long, report] = textOf(service).split("\n");
  expect(long).toHaveLength(bytesMax - 1);
  expect(JSON.parse(report ?? "")).toMatchObject({
    type: "warning.recorded",
    attributes: { droppedLines: 5 },
  });
});

test("what a dead process left and nobody can read is left there, and holds nothing up", async () => {
  await using service = await standIn(() => null);
  const left = join(spool, "1700000000000-0123abcd");
  mkdirSync(join(left, `000000000001-${"e".repeat(32)}.ndjson`), { recursive: true });
  const delivered = join(spool, "1700000000001-0123abcd");
  mkdirSync(delivered);
  writeFileSync(join(delivered, `000000000001-${"f".repeat(32)}.ndjson`), "left\n");
  const spooler = await start(service.url);
  spooler.append(Buffer.from("own\n"));
  await spooler.close();
  expect(textOf(service)).toBe("left\nown\n");
  const names = readdirSync(spool, { recursive: true, encoding: "utf8" });
  expect(names.some((name) => name.includes("1700000000000-0123abcd"))).toBe(true);
  expect(names.some((name) => name.includes("1700000000001-0123abcd"))).toBe(false);
});

test("lines after the end wait for the next start", async () => {
  await using service = await standIn(() => null);
  const spooler = await start(service.url);
  await spooler.close();
  spooler.append(Buffer.from("the last words\n"));
  const next = await start(service.url);
  await next.close();
  expect(textOf(service)).toBe("the last words\n");
});

test("a directory that is removed while it is in use does not end the delivery", async () => {
  await using service = await standIn(() => null);
  const spooler = await start(service.url);
  rmSync(spool, { recursive: true });
  spooler.append(Buffer.from("kept\n"));
  await spooler.close();
  expect(textOf(service)).toBe("kept\n");
});

test("a path that is too long for a socket is a spool like any other", async () => {
  await using service = await standIn(() => null);
  const deep = join(spool, "d".repeat(120), "payments-gateway");
  const more = { spool: deep, closeMsMax: 50 };
  const living = await start(service.url, more);
  const second = await start("http://127.0.0.1:1", more);
  second.append(Buffer.from("left\n"));
  await second.close();
  living.append(Buffer.from("own\n"));
  const third = await start(service.url, { spool: deep });
  await third.close();
  await living.close();
  expect(service.taken.map(({ text }) => text).toSorted()).toEqual(["left\n", "own\n"]);
  expect(readdirSync(deep)).toEqual([]);
});

test("an application that does not close its destination ends by itself while the service is away", async () => {
  const module = join(import.meta.dirname, "../../../clients/pino/destination.ts");
  const options = { url: "http://127.0.0.1:1", token: "t", source: "shop", spool };
  const program = `
    const { tracewellDestination } = await import(${JSON.stringify(module)});
    const destination = await tracewellDestination(${JSON.stringify(options)});
    destination.write("left\\n");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  await using service = await standIn(() => null);
  const next = await start(service.url);
  await next.close();
  expect(textOf(service)).toBe("left\n");
});
