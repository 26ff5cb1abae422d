import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadGap } from "../../../../dashboards/src/routes/live/load-gap.ts";

/** A stream that says what a test has it say. */
class SaidStream extends EventTarget {
  static opened: SaidStream[] = [];
  readonly url: string;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
    SaidStream.opened.push(this);
  }

  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  close(): void {
    this.isClosed = true;
  }
}

beforeEach(() => {
  SaidStream.opened = [];
  vi.stubGlobal("EventSource", SaidStream);
});
afterEach(() => vi.unstubAllGlobals());

const GAP = { kind: "gap", key: "gap main:5", dropped: 6, from: "main:5", to: "main:10" } as const;
const record = (seq: number) => ({
  queries: [0],
  event: { ledger: "main", seq, reference: `main:${seq}` },
});

function load() {
  const loading = loadGap("", GAP, new AbortController().signal);
  const [stream] = SaidStream.opened;
  if (stream === undefined) throw new Error("no stream was opened");
  return { loading, stream };
}

test("a hole is read from before its first record up to its last", async () => {
  const { loading, stream } = load();
  expect(stream.url).toContain("main%3A4");
  stream.say("event", record(5));
  stream.say("event", record(10));
  const { loaded, rest } = await loading;
  expect(loaded.map(({ key }) => key)).toEqual(["main:5", "main:10"]);
  expect(rest).toBeNull();
  expect(stream.isClosed).toBe(true);
});

test("a hole within the hole is what is left; no record is shown and missing at once", async () => {
  const { loading, stream } = load();
  stream.say("event", record(5));
  stream.say("event", record(6));
  stream.say("gap", { dropped: 20, from: "main:7", to: "main:26" });
  const { loaded, rest } = await loading;
  expect(loaded.map(({ key }) => key)).toEqual(["main:5", "main:6"]);
  expect(rest).toMatchObject({ kind: "gap", dropped: 4, from: "main:7", to: "main:10" });
});
