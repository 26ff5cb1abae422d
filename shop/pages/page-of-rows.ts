import { withQuery } from "./page-paths.ts";

/** Rows of one page of a list: two screens. */
export const ROWS_PER_PAGE = 60;

/** Where one stands in a list that is longer than a page. */
export interface PageOfRows {
  readonly number: number;
  readonly last: number;
  readonly offset: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** The page asked for, or the last there is. */
export function pageOfRows(path: string, count: number, asked: number): PageOfRows {
  const last = Math.max(1, Math.ceil(count / ROWS_PER_PAGE));
  const number = Math.min(asked, last);
  return {
    number,
    last,
    offset: (number - 1) * ROWS_PER_PAGE,
    previous: number > 1 ? withQuery(path, { page: number - 1 }) : null,
    next: number < last ? withQuery(path, { page: number + 1 }) : null,
  };
}
