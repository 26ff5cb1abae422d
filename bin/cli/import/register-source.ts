import { TracewellError } from "#domain/errors.ts";
import type { SourceStatus } from "#query/answers/source-answers.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import type { ImportSettings } from "./import-settings.ts";

/** Settings of a source that an import leaves as they are. */
const KEPT = ["timezone", "transactionIdPattern", "protectRaw", "files", "stores"] as const;

/**
 * Registers the source with what the import says; its other settings stay. Throws `invalid-parameter` for a
 * source that is read otherwise: whoever goes on pushing to it would find all of it in quarantine. Settings that say so already are
 * not written again, so that a source which the configuration file decides about can be imported to.
 */
export async function registerSource(
  client: ApiClient,
  name: string,
  settings: ImportSettings,
): Promise<void> {
  const path = `/api/v1/sources/${encodeURIComponent(name)}`;
  const known = await readSource(client, path);
  if (known !== null) requireSameReading(known, settings);
  const wanted = {
    ...Object.fromEntries(
      KEPT.flatMap((key) => (known?.[key] === undefined ? [] : [[key, known[key]]])),
    ),
    format: settings.format,
    ...(settings.timezone !== undefined && { timezone: settings.timezone }),
    ...(settings.transactionIdPattern !== undefined && {
      transactionIdPattern: settings.transactionIdPattern,
    }),
    ...(settings.mapping !== undefined && { mapping: settings.mapping }),
  };
  if (known !== null && isSaidBy(known, wanted)) return;
  await client.put<SourceStatus>(path, wanted);
}

function requireSameReading(known: SourceStatus, settings: ImportSettings): void {
  const before = mappingName(known.mapping);
  const now = mappingName(settings.mapping);
  const isOpen = known.format === "auto" || known.format === settings.format;
  // A table that was read without a mapping may be given one; JSON of all kinds is read without.
  const isAdded = before === null && (settings.format === "csv" || known.format === "auto");
  if (isOpen && (before === now || isAdded)) return;
  throw new TracewellError(
    "invalid-parameter",
    `The source ${known.name} is read as ${describe(known.format, before)}, this import as ${describe(settings.format, now)}, and what is sent to it later would be read so too. Import into a source of its own (--source NAME), or change this one first (tracewell sources set).`,
  );
}

function mappingName(mapping: SourceStatus["mapping"] | ImportSettings["mapping"]): string | null {
  if (mapping === undefined || mapping === null) return null;
  if (typeof mapping === "string") return mapping;
  return mapping.version === 2 ? mapping.name : "version 1";
}

function describe(format: string, mapping: string | null): string {
  return mapping === null ? `${format} without a mapping` : `${format} by the mapping ${mapping}`;
}

async function readSource(client: ApiClient, path: string): Promise<SourceStatus | null> {
  try {
    return await client.get<SourceStatus>(path);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

function isSaidBy(known: SourceStatus, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(Reflect.get(known, key)) === JSON.stringify(value),
  );
}
