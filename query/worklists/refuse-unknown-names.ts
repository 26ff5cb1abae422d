import { TracewellError } from "#domain/errors.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { RULES } from "#domain/lifecycles/lifecycle-rules.ts";
import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";

/** What stands where the events do not tell a state; no model names it. */
const UNKNOWN_STATE = "unknown";

/**
 * Refuses a state or a rule that nothing can have: an empty list would read as if all were well. Throws
 * `invalid-parameter` that names the known ones.
 */
export function refuseUnknownNames({
  type,
  state,
  finding,
}: {
  readonly type?: LifecycleType;
  readonly state?: string;
  readonly finding?: string;
}): void {
  if (state !== undefined) refuseUnknownState(type === undefined ? LIFECYCLE_TYPES : [type], state);
  if (finding !== undefined) refuseUnknownRule(finding);
}

function refuseUnknownState(types: readonly LifecycleType[], state: string): void {
  const known = new Set(types.flatMap((type) => MODELS[type].states.map(({ name }) => name)));
  if (known.has(state) || state === UNKNOWN_STATE) return;
  const [only] = types;
  const what = types.length === 1 ? `of type ${only}` : "of any type";
  throw new TracewellError(
    "invalid-parameter",
    `No object ${what} can be in the state \`${state.slice(0, 64)}\`; known: ${[...known].join(", ")}.`,
  );
}

function refuseUnknownRule(finding: string): void {
  const isKnown = RULES.some(({ id }) => id === finding || id.startsWith(`${finding}.`));
  if (isKnown) return;
  const areas = new Set(RULES.map(({ id }) => id.split(".")[0]));
  throw new TracewellError(
    "invalid-parameter",
    `There is no rule \`${finding.slice(0, 64)}\`; write its ID, such as order.stuck, or the first part of IDs: ${[...areas].join(", ")}.`,
  );
}
