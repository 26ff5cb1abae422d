import type { Readable } from "node:stream";
import type { CoverageFacts } from "../answers/coverage.ts";
import type {
  ExportAnswer,
  ExportList,
  ExportManifest,
  ExportRequest,
} from "../answers/export-answers.ts";

/** A request with what the service knows at its moment; positions and `now` are fixed from it. */
export interface ExportOrder {
  readonly request: ExportRequest;
  readonly facts: CoverageFacts;
  readonly nowMs: number;
  /** Who asks. */
  readonly by: string;
}

/** The file of a finished export. */
export interface ExportContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** To be read to its end or destroyed. */
  open(): Promise<Readable>;
}

/**
 * Exports as jobs: they go on while nobody looks, and after a crash from where they were. Rejects with
 * `not-found` for an unknown or expired ID, `overloaded` where too many wait, `invalid-query`,
 * `invalid-parameter`.
 */
export interface ExportDesk {
  /** Durable when it resolves. */
  start(order: ExportOrder): Promise<ExportAnswer>;
  list(): Promise<ExportList>;
  get(id: string): Promise<ExportAnswer>;
  /** Ends it where it is; what is written stays. Changes nothing where it has ended. */
  cancel(id: string): Promise<ExportAnswer>;
  /** Goes on from where it was cancelled or failed. Changes nothing where it works or has finished. */
  resume(id: string): Promise<ExportAnswer>;
  /** Its file and all that is known of it. */
  remove(id: string): Promise<void>;
  /** Rejects with `not-found` before it has finished. */
  manifest(id: string): Promise<ExportManifest>;
  content(id: string): Promise<ExportContent>;
}
