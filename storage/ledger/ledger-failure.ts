import { TracewellError } from "#domain/errors.ts";

interface SystemFailure {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
}

function isSystemFailure(error: unknown): error is Error & SystemFailure {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** The failure that came first, when closing what was open failed after it. */
function firstFailure(error: unknown): unknown {
  let first = error;
  while (first instanceof SuppressedError) first = first.suppressed;
  return first;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SQLite's result codes for a lock file that it may not open or write, https://sqlite.org/rescode.html */
const SQLITE_NO_ACCESS: ReadonlySet<number> = new Set([8, 14]);

function codeOf(error: unknown): string {
  if (!isSystemFailure(error)) return "";
  const noAccess = "errcode" in error && SQLITE_NO_ACCESS.has(Number(error.errcode) & 0xff);
  return noAccess ? "EACCES" : error.code;
}

/** What happened and what a person can do about it, for the operating system's error codes. */
function explain(error: unknown, directory: string): string {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return `No space is left for ${directory}: free some or move the data directory, then start again`;
    case "EACCES":
    case "EPERM":
      return (
        `${directory} may not be written by this user: give it to the user that runs the service ` +
        `(chown, chmod u+rwx) or choose another data directory`
      );
    case "EROFS":
      return `${directory} is on a read-only file system: mount it writable or choose another data directory`;
    case "EMFILE":
    case "ENFILE":
      return `Too many files are open to use ${directory}: raise the limit (ulimit -n)`;
    case "EIO":
      return `The device below ${directory} reports an error: check it before starting again`;
    default:
      return `${directory} cannot be used`;
  }
}

/** The ledger cannot be opened for writing. Errors that are ours already pass unchanged. */
export function unwritable(failure: unknown, directory: string): TracewellError {
  const error = firstFailure(failure);
  if (error instanceof TracewellError) return error;
  return new TracewellError(
    "ledger-unwritable",
    `${explain(error, directory)} (${messageOf(error)}).`,
    { cause: error, detail: { directory } },
  );
}

/** A write or sync failed: the writer has stopped for good. */
export function stopped(failure: unknown, directory: string): TracewellError {
  const error = firstFailure(failure);
  return new TracewellError(
    "ledger-stopped",
    `The ledger stopped at its first write error. ${explain(error, directory)} (${messageOf(error)}).`,
    { cause: error, detail: { directory } },
  );
}

/** What is stored cannot be read. Errors that are ours already pass unchanged. */
export function unreadable(failure: unknown, directory: string): TracewellError {
  const error = firstFailure(failure);
  if (error instanceof TracewellError) return error;
  return new TracewellError(
    "ledger-corrupt",
    `A record cannot be read. ${explain(error, directory)} (${messageOf(error)}).`,
    { cause: error, detail: { directory } },
  );
}

/** What is stored is not what was written. `offset` is that of the line's first byte. */
export function corrupt(
  message: string,
  place: { file: string; offset: number; seq: number },
  cause?: unknown,
): TracewellError {
  return new TracewellError("ledger-corrupt", message, {
    ...(cause === undefined ? {} : { cause }),
    detail: { ...place },
  });
}
