import { basename } from "node:path";
import { HELD_BYTES_MAX } from "#ingest/formats/format.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import {
  advance,
  hasSameTail,
  surveyPiece,
  type FileCheckpoint,
  type PieceCheckpoint,
} from "#storage/checkpoints/file-checkpoint.ts";
import type { FollowedSource, FollowPorts } from "./follow-ports.ts";
import { PIECE_BYTES, type FollowedFile } from "./followed-file.ts";
import { JOIN_BYTES_MAX, joinedBytes } from "./join-files.ts";
import type { OpenFiles } from "./open-files.ts";

/** A longer record comes in pieces of this size: any decoder gives out the beginning of it then. */
const PIECE_BYTES_MAX = HELD_BYTES_MAX + PIECE_BYTES;

/** A file that lost its name is taken for ended after so long without growth: its writer may not know yet. */
const SETTLED_MS = 1_000;

const NEWLINE = 0x0a;

/** `replaced`: its content is another one now. `more`: there is more to read at once. */
export type Outcome = "more" | "done" | "replaced";

/** Reads followed files piece by piece. One piece of a file at a time, so its records stay in order. */
export class PieceReader {
  readonly #ports: FollowPorts;
  readonly #openFiles: OpenFiles;

  constructor(ports: FollowPorts, openFiles: OpenFiles) {
    this.#ports = ports;
    this.#openFiles = openFiles;
  }

  /** Rejects with errors of the system, of the gateway, and `FileMoved`. */
  async readNext(source: FollowedSource, file: FollowedFile): Promise<Outcome> {
    const open = await this.#openFiles.use(source, file);
    const nowMs = this.#ports.clock();
    const { size } = await open.facts();
    file.forgetClosingBeyond(size);
    const { checkpoint } = file;
    const read = (position: number, length: number): Promise<Uint8Array> =>
      open.read(position, length);
    if (size < checkpoint.offset || !(await hasSameTail(checkpoint, read))) return "replaced";
    file.saw(size, nowMs);
    if (file.unreadBytes === 0) return "done";

    const isClosing = checkpoint.closing !== undefined;
    const length = checkpoint.closing ?? Math.min(file.unreadBytes, file.pieceBytes);
    const reachesEnd = checkpoint.offset + length === size;
    const isIdle = reachesEnd && file.isIdle(nowMs);
    if (!isClosing && !isIdle && file.triedSize === size) return "done";
    if (isIdle && !isClosing) {
      // Where a record is cut must be known before it is written: a repeat must cut it at the same place.
      const closing = { ...checkpoint, closing: length };
      await this.#ports.checkpoints.save(closing);
      file.advanced(closing);
    }
    const body = await open.read(checkpoint.offset, length);
    if (body.length < length) return "more";
    const more = isClosing || isIdle ? "idle" : "reading";
    return this.#sendPiece(source, file, body, { more, reachesEnd, size });
  }

  /**
   * Ends a file that lost its name to another: its last record goes on in the next file where both together
   * make one. True once the next file may be read.
   */
  async join(source: FollowedSource, file: FollowedFile, next: FollowedFile): Promise<boolean> {
    const nowMs = this.#ports.clock();
    // Its writer may not know yet that it lost its name.
    const size = (await file.open?.facts())?.size ?? 0;
    if (size > file.size) file.saw(size, nowMs);
    // Its new name may be found yet.
    if (file.goneSinceMs !== null && file.open === null && !file.isFinished) return false;
    if (file.unreadBytes === 0 && file.heldRest === null) return true;
    if (file.isFinished && file.heldRest === null) return true;
    if (next.isPredecessorLikely && file.grownMs > next.arrivedMs) return true;
    if (!file.isReadToEnd || nowMs - file.grownMs < SETTLED_MS) return false;
    const { offset } = file.checkpoint;
    const rest =
      file.heldRest ??
      (await (await this.#openFiles.use(source, file)).read(offset, file.size - offset));
    const beginning = await (await this.#openFiles.use(source, next)).read(0, JOIN_BYTES_MAX);
    next.saw(Math.max(next.size, beginning.length), nowMs);
    const isWhole = beginning.length === JOIN_BYTES_MAX || nowMs - next.grownMs >= SETTLED_MS;
    const joined = joinedBytes(source, file.checkpoint, rest, beginning, isWhole);
    if (joined === null) return false;
    if (joined === 0 && next.isPredecessorLikely) return true;
    const own = beginning.subarray(0, joined);
    const after = advance({ before: next.checkpoint }, own, joined, undefined);
    const body = new Uint8Array(rest.length + joined);
    body.set(rest);
    body.set(own, rest.length);
    const answer = await this.#send(source, file.checkpoint, body, {
      before: file.checkpoint,
      ownBytes: rest.length,
      ...(joined > 0 && { next: after }),
    });
    file.heldRest = null;
    if (answer.checkpoint !== undefined) file.advanced(answer.checkpoint);
    if (joined > 0) next.advanced(after);
    return true;
  }

  async #sendPiece(
    source: FollowedSource,
    file: FollowedFile,
    body: Uint8Array,
    piece: { more: "reading" | "idle"; reachesEnd: boolean; size: number },
  ): Promise<Outcome> {
    const { checkpoint: before } = file;
    const { length } = body;
    const endsInLineEnd = body.at(-1) === NEWLINE;
    const survey = surveyPiece(before, body);
    const kept = { before, survey };
    const answer = await this.#send(source, before, body, kept, piece.more);
    if (answer.checkpoint !== undefined) file.advanced(answer.checkpoint);
    const { consumedBytes } = answer;
    file.pieceBytes = Math.min(file.pieceBytes, PIECE_BYTES);
    if (piece.reachesEnd) {
      file.endsInLineEnd = endsInLineEnd;
      file.triedSize = piece.size;
      if (piece.more === "idle") file.closedSize = piece.size;
      return "done";
    }
    if (consumedBytes === 0 && piece.more === "reading") {
      file.pieceBytes = Math.min(length * 2, PIECE_BYTES_MAX);
    }
    return "more";
  }

  #send(
    source: FollowedSource,
    place: FileCheckpoint,
    body: Uint8Array,
    checkpoint: PieceCheckpoint,
    more?: IngestRequest["more"],
  ): Promise<IngestAnswer> {
    return this.#ports.ingest(pieceRequest(source, place, body, checkpoint, more));
  }
}

export function pieceRequest(
  { name, format, timezone }: FollowedSource,
  place: FileCheckpoint,
  body: Uint8Array,
  checkpoint: PieceCheckpoint,
  more: IngestRequest["more"],
): IngestRequest {
  const { continuation } = place;
  return {
    body,
    sourceName: name,
    format,
    ...(timezone !== undefined && { timezone }),
    waitIndexed: false,
    allItems: false,
    file: basename(place.path),
    fingerprint: place.fingerprint,
    startOffset: place.offset,
    startLine: place.line,
    ...(more !== undefined && { more }),
    ...(continuation !== undefined && { continuation }),
    checkpoint,
  };
}
