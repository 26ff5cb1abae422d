import { expect, test } from "vitest";
import { FollowedSources } from "#bin/service/followed-sources.ts";
import type { Source } from "#ingest/pipeline/source-schema.ts";

const source = (name: string): Source => ({
  name,
  format: "events",
  files: { paths: ["/var/log/*"] },
  managedBy: "config",
  registeredAt: "2026-01-31T09:05:00.000Z",
});

test("listeners are told of the whole list, until they no longer want to be", () => {
  const followed = new FollowedSources([source("a")]);
  expect(followed.list).toEqual([source("a")]);
  const told: (readonly Source[])[] = [];
  const end = followed.onSourcesChanged((sources) => told.push(sources));
  followed.changed([source("a"), source("b")]);
  end();
  followed.changed([]);
  expect(told).toEqual([[source("a"), source("b")]]);
  expect(followed.list).toEqual([]);
});
