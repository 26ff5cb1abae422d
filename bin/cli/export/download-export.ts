import { createHash } from "node:crypto";
import { createWriteStream, renameSync, rmSync, writeFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { invariant, TracewellError } from "#domain/errors.ts";
import type { ExportManifest } from "#query/answers/export-answers.ts";
import type { ApiClient } from "../api-client.ts";
import type { Terminal } from "../terminal.ts";

/** What is not whole yet stands under this name. */
const UNFINISHED_SUFFIX = ".part";

/** The name under which the manifest of a file is put beside it. */
export function manifestFile(file: string): string {
  return `${file}.manifest.json`;
}

/**
 * Fetches a finished export into a file, its manifest beside it, or onto standard output where `file` is
 * null. The bytes are checked against the manifest; a file that differs is not left behind.
 */
export async function downloadExport(
  client: ApiClient,
  id: string,
  target: { readonly file: string | null; readonly terminal: Terminal },
): Promise<ExportManifest> {
  const { file, terminal } = target;
  const manifest = await client.get<ExportManifest>(`/api/v1/exports/${id}/manifest`);
  const { body } = await client.request(`/api/v1/exports/${id}/download`);
  invariant(body !== null, "a download has a body");
  if (file === null) {
    await check(body, manifest, (chunk) => terminal.print(chunk));
    return manifest;
  }
  const unfinished = file + UNFINISHED_SUFFIX;
  try {
    const written = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(checked(body, manifest), written);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  writeFileSync(manifestFile(file), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}

async function* checked(
  content: AsyncIterable<Uint8Array>,
  manifest: ExportManifest,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes === manifest.file.bytes && hash.digest("hex") === manifest.file.sha256) return;
  throw new TracewellError(
    "internal",
    `The file that came is not the one the manifest speaks of: ${bytes} of ${manifest.file.bytes} bytes.`,
  );
}

async function check(
  content: AsyncIterable<Uint8Array>,
  manifest: ExportManifest,
  print: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const chunk of checked(content, manifest)) await print(chunk);
}
