import { join } from "node:path";

/** The ledger of this node; more named ledgers may come. */
export const MAIN_LEDGER = "main";

/** What every thread is given. */
export interface StorageOptions {
  readonly dataDir: string;
  readonly masterKeyFile: string;
  readonly segmentBytesMax: number;
}

export interface WriterReady {
  readonly headSeq: number;
  readonly quarantinedOpen: number;
  readonly masterKeyCreated: boolean;
}

export interface Committed {
  readonly ledger: string;
  readonly headSeq: number;
}

export interface FollowerState {
  readonly name: string;
  readonly ledger: string;
  readonly throughSeq: number;
  readonly headSeq: number;
  readonly status: "running" | "paused" | "failed";
  readonly reason?: string;
}

export function ledgerDirectory(dataDir: string, ledger: string): string {
  return join(dataDir, "ledgers", ledger);
}

export function indexDirectory(dataDir: string): string {
  return join(dataDir, "index");
}
