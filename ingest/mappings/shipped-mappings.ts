import { readdirSync, readFileSync } from "node:fs";
import { TracewellError } from "#domain/errors.ts";
import type { Mapping } from "#ingest/formats/format.ts";
import { type ShippedMapping, shippedMappingSchema } from "#ingest/mappings/mapping-schema.ts";

const FOLDER = new URL(".", import.meta.url);

let shipped: ReadonlyMap<string, ShippedMapping> | null = null;

/** The mappings that come with the product, by name, ascending. */
export function listMappings(): ShippedMapping[] {
  shipped ??= readShipped();
  return [...shipped.values()];
}

/** A shipped mapping; null when none has the name. */
export function findMapping(name: string): ShippedMapping | null {
  shipped ??= readShipped();
  return shipped.get(name) ?? null;
}

/** The mapping of a source's settings, where shipped ones stand by their name. Throws `invalid-parameter`. */
export function resolveMapping(setting: Mapping | string): Mapping {
  if (typeof setting !== "string") return setting;
  const mapping = findMapping(setting);
  if (mapping !== null && mapping.format !== "moodle-trace") return mapping;
  throw new TracewellError("invalid-parameter", `${unknownMapping(setting)}.`, {
    detail: { parameter: "mapping", value: setting },
  });
}

/** Says which names a source's settings may have. */
export function unknownMapping(name: string): string {
  const names = listMappings().flatMap((mapping) =>
    mapping.format === "moodle-trace" ? [] : [mapping.name],
  );
  return `there is no mapping "${name}"; shipped are ${names.join(", ")}`;
}

function readShipped(): Map<string, ShippedMapping> {
  const names = readdirSync(FOLDER)
    .filter((file) => /^[a-z0-9-]+\.json$/.test(file))
    .sort();
  return new Map(
    names.map((file) => {
      const mapping = shippedMappingSchema.parse(
        JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")),
      );
      return [mapping.name, mapping];
    }),
  );
}
