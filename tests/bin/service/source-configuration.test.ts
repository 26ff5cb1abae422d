import { beforeEach, expect, test } from "vitest";
import { parseConfig, type Configuration } from "#bin/config.ts";
import { SourceConfiguration } from "#bin/service/source-configuration.ts";
import { TracewellError } from "#domain/errors.ts";
import type { ConfiguredSources } from "#ingest/pipeline/source-registry.ts";

const FILE = "/etc/tracewell.config.json";
const ADDED = { added: ["shop"], changed: [], removed: [], unchanged: [] };

function configuration(fields: Partial<Configuration> = {}, flags = {}): Configuration {
  const config = parseConfig({ flags });
  return { config, sources: [], file: FILE, fileIsThere: true, ...fields };
}

let next: () => Configuration;
let applied: ConfiguredSources[];
let logged: unknown[];
let nowMs: number;

beforeEach(() => {
  next = () => configuration();
  applied = [];
  logged = [];
  nowMs = 0;
});

function start(started = configuration()): SourceConfiguration {
  return new SourceConfiguration({
    started,
    read: () => next(),
    apply: async (configured) => {
      applied.push(configured);
      return ADDED;
    },
    logger: {
      info: (...said: unknown[]) => void logged.push(said),
      error: (...said: unknown[]) => void logged.push(said),
    },
    nowMs: () => nowMs,
  });
}

test("what the service was started with is applied, and what is read again", async () => {
  const shop = { name: "shop", format: "events" };
  const sources = start(configuration({ sources: [shop] }));
  await sources.start();
  expect(sources.status()).toEqual({
    file: FILE,
    loadedAt: "1970-01-01T00:00:00.000Z",
    errors: [],
  });
  nowMs = 1_000;
  const answer = await sources.reload();
  expect(answer).toEqual({
    file: FILE,
    loadedAt: "1970-01-01T00:00:01.000Z",
    ...ADDED,
    needsRestart: [],
  });
  expect(applied).toEqual([
    { file: FILE, sources: [shop] },
    { file: FILE, sources: [] },
  ]);
  expect(sources.status()).toMatchObject({ loadedAt: answer.loadedAt });
});

test("other settings that changed wait for a restart, and are named every time", async () => {
  const sources = start();
  next = () => configuration({}, { port: 1, logLevel: "debug" });
  for (let time = 0; time < 2; time++) {
    expect((await sources.reload()).needsRestart).toEqual(["port", "logLevel"]);
  }
  next = () => configuration();
  expect((await sources.reload()).needsRestart).toEqual([]);
});

test("a bad file changes nothing, and is told until it is mended", async () => {
  const sources = start();
  const errors = [{ path: "sources[0].format", message: "is required" }];
  next = () => {
    throw new TracewellError("invalid-config", "Bad.", { detail: { errors } });
  };
  nowMs = 1_000;
  await expect(sources.reload()).rejects.toThrow("Bad.");
  expect(applied).toEqual([]);
  expect(sources.status()).toEqual({ file: FILE, loadedAt: "1970-01-01T00:00:00.000Z", errors });
  expect(logged).toMatchObject([[{ file: FILE, errors }, expect.stringContaining("as they were")]]);
  next = () => configuration();
  await sources.reload();
  expect(sources.status()).toMatchObject({ loadedAt: "1970-01-01T00:00:01.000Z", errors: [] });
});

test("a file that is gone takes no source with it", async () => {
  const sources = start();
  next = () => configuration({ fileIsThere: false });
  await expect(sources.reload()).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("is gone"),
  });
  expect(applied).toEqual([]);
  expect(sources.status()).toMatchObject({ file: FILE, errors: [{ path: "" }] });
});

test("a file that was not there is taken once it is", async () => {
  const sources = start(configuration({ fileIsThere: false }));
  expect(sources.status()).toMatchObject({ file: null });
  next = () => configuration({ fileIsThere: false });
  expect(await sources.reload()).toMatchObject({ file: null });
  next = () => configuration();
  expect(await sources.reload()).toMatchObject({ file: FILE });
});

test("readings come one after the other", async () => {
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const sources = new SourceConfiguration({
    started: configuration(),
    read: () => {
      order.push("read");
      return configuration();
    },
    apply: async () => {
      await first.promise;
      order.push("applied");
      return ADDED;
    },
    logger: { info: () => undefined, error: () => undefined },
    nowMs: () => nowMs,
  });
  const both = [sources.reload(), sources.reload()];
  first.resolve();
  await Promise.all(both);
  expect(order).toEqual(["read", "applied", "read", "applied"]);
});
