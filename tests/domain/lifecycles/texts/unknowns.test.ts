import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNKNOWN_TEXTS } from "#domain/lifecycles/texts/en/unknowns.ts";
import { FACT_NAMES } from "#domain/replay/replay-facts.ts";

const ROOMS = join(import.meta.dirname, "../../../../domain/lifecycles/objects");

test("whatever a room does not know has a text, and each text is of something", () => {
  const sources = readdirSync(ROOMS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(ROOMS, name), "utf8"));
  const named = sources.flatMap((source) =>
    [...source.matchAll(/"([a-zA-Z]+Unknown)"/g)].flatMap(([, key]) => key ?? []),
  );
  // Why a replay is judged as it is, in a table of its own.
  const keys = new Set(named.filter((key) => key !== "inputUnknown"));
  const inputs = new Set(FACT_NAMES.map((fact) => `${fact}Unknown`));
  const texts = Object.keys(UNKNOWN_TEXTS);
  expect([...keys].filter((key) => !texts.includes(key))).toEqual([]);
  expect(texts.filter((key) => !keys.has(key) && !inputs.has(key))).toEqual([]);
});
