import type { RowPlacement } from "../../components/virtual-row.ts";

/** What every row of the grid is given. */
export interface RowPlace {
  readonly rowIndex: number;
  readonly ariaRowIndex: number;
  readonly tabIndex: 0 | -1;
  readonly placement: RowPlacement;
  readonly onActive: () => void;
}
