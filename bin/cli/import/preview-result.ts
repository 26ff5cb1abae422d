import type { AuditEvent } from "#domain/events/event.ts";
import type { ImportSettings } from "./import-settings.ts";

export interface PreviewProblem {
  readonly line: number | null;
  readonly reason: string;
  readonly message: string;
}

export interface PreviewType {
  readonly type: string;
  readonly count: number;
  readonly firstTime: string;
  readonly lastTime: string;
  /** The first ones, as answers will show them: what is protected is masked. */
  readonly examples: readonly AuditEvent[];
}

/** What an import would make of one file. */
export interface Preview {
  readonly input: string;
  readonly source: string;
  readonly format: string;
  /** Name of the mapping; null without one. */
  readonly mapping: string | null;
  readonly bytes: number;
  /** Everything that would go to the ledger. */
  readonly records: number;
  /** Records that stand in the file already, and are there once. */
  readonly repeated: number;
  /** Rows that are kept as they are; null where the mapping makes no rows. */
  readonly rows: number | null;
  /** Rows of which no template made an event. */
  readonly rowsOnly: number;
  /** Records that would go to quarantine. */
  readonly quarantined: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly types: readonly PreviewType[];
  /** The first ones. */
  readonly problems: readonly PreviewProblem[];
  /** Columns that the mapping names and the table lacks: what needs them is left out. */
  readonly columnsMissing: readonly string[];
  /** Whether all IDs were compared with each other. */
  readonly idsCompared: boolean;
}

export interface PreviewOptions {
  readonly input: string;
  readonly source: string;
  readonly settings: ImportSettings;
  readonly assumedTimeMs?: number | undefined;
  readonly nowMs: number;
  /** Examples of each type, and problems. */
  readonly limit: number;
}
