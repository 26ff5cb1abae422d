import type { ReplaysSearch } from "./replays-search.ts";

export interface ReplaysViewProps {
  readonly search: ReplaysSearch;
  /** Changes members of the address; undefined takes one out. */
  readonly show: (change: Partial<Record<keyof ReplaysSearch, string | undefined>>) => void;
}
