import type { SourceStatus } from "#query/answers/source-answers.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import type { ImportSettings } from "./import-settings.ts";

/** Settings of a source that an import leaves as they are. */
const KEPT = ["timezone", "transactionIdPattern", "protectRaw", "files", "stores"] as const;

/**
 * Registers the source with what the import says; its other settings stay. Settings that say so already are
 * not written again, so that a source which the configuration file decides about can be imported to.
 */
export async function registerSource(
  client: ApiClient,
  name: string,
  settings: ImportSettings,
): Promise<void> {
  const path = `/api/v1/sources/${encodeURIComponent(name)}`;
  const known = await readSource(client, path);
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
