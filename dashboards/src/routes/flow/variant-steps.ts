/** A step of a story, and whether the story it is compared with has it at this place. */
export interface VariantStep {
  readonly type: string;
  /** Its first place in the story. */
  readonly place: number;
  /** Times in a row. */
  readonly times: number;
  readonly isOwn: boolean;
}

/**
 * The steps of a story with repeats gathered; `isOwn` where the compared story does not have them in this order
 * (by the longest common subsequence).
 */
export function variantSteps(steps: readonly string[], compared: readonly string[]): VariantStep[] {
  const common = commonPlaces(steps, compared);
  const gathered: VariantStep[] = [];
  for (const [place, type] of steps.entries()) {
    const isOwn = !common.has(place);
    const last = gathered.at(-1);
    if (last?.type === type && last.isOwn === isOwn) {
      gathered[gathered.length - 1] = { ...last, times: last.times + 1 };
    } else gathered.push({ type, place, times: 1, isOwn });
  }
  return gathered;
}

/** Places of `steps` that belong to the longest common subsequence; the service bounds both to 200 steps. */
function commonPlaces(steps: readonly string[], compared: readonly string[]): Set<number> {
  const width = compared.length + 1;
  const lengths = new Uint16Array((steps.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = steps.length - 1; row >= 0; row -= 1) {
    for (let column = compared.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        steps[row] === compared[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const places = new Set<number>();
  let [row, column] = [0, 0];
  while (row < steps.length && column < compared.length) {
    if (steps[row] === compared[column]) {
      places.add(row);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return places;
}
