import { randomUUID } from "node:crypto";
import { accessSync, constants, createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { TracewellError } from "#domain/errors.ts";
import { decompress } from "#ingest/formats/decompress.ts";

export const STANDARD_INPUT = "-";

export interface Input {
  /** Name told to the service; absent for standard input. */
  readonly file: string | null;
  /** Decompressed content. */
  readonly content: AsyncIterable<Buffer>;
  /** Compressed size; null when unknown. */
  readonly bytesTotal: number | null;
  /** Compressed bytes read so far. */
  bytesRead(): number;
  /** Live input may pause; what it said so far is then sent. */
  readonly isLive: boolean;
  /** Reads no more. */
  close(): void;
}

/** The input itself cannot be read to its end; what stood before was sent. */
export class InputDamaged extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "InputDamaged";
  }
}

/** Opens a file, compressed or not, or standard input. */
export function openInput(file: string): Input {
  if (file === STANDARD_INPUT) {
    return {
      file: null,
      content: process.stdin,
      bytesTotal: null,
      bytesRead: () => 0,
      isLive: true,
      close: () => process.stdin.destroy(),
    };
  }
  const compressed = createReadStream(file);
  return {
    file: basename(file),
    content: decompress(compressed),
    bytesTotal: statSync(file).size,
    bytesRead: () => compressed.bytesRead,
    isLive: false,
    close: () => compressed.destroy(),
  };
}

/** Throws `invalid-parameter` naming every file that cannot be read, before anything is sent. */
export function checkInputs(files: readonly string[]): void {
  const errors = files.flatMap((file) => {
    const why = file === STANDARD_INPUT ? null : whyUnreadable(file);
    return why === null ? [] : [`${file} cannot be read: ${why}`];
  });
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    errors.push("standard input can be read only once");
  }
  if (errors.length > 0) {
    throw new TracewellError("invalid-parameter", `${errors.join("; ")}. Nothing was sent.`);
  }
}

function whyUnreadable(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isDirectory() ? "it is a directory" : null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return "there is no such file";
    if (code === "EACCES") return "this user may not read it";
    return error instanceof Error ? error.message : String(error);
  }
}

/** Standard input cannot be read twice: each run has an identity of its own, so that only resends are duplicates. */
export function fingerprintOfRun(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16);
}
