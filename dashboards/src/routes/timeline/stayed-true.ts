import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { text } from "../../messages/current.ts";

/** What stayed true from one time to another, by the life that was rebuilt; a sentence each. */
export function stayedTrue(
  { object, lifecycle }: Pick<ObjectAnswer, "object" | "lifecycle">,
  from: string,
  to: string,
): string[] {
  if (lifecycle === undefined) return [];
  const { states, obligations, details } = lifecycle;
  const span = states.find((one) => one.from <= from && (one.to === null || one.to >= to));
  const owed = obligations.filter(
    ({ since, metAt, status }) =>
      since <= from && status !== "lapsed" && (metAt === null || metAt >= to),
  );
  const quote = details["quote"];
  const holdsNumber = span?.state === "reserved" && typeof quote === "string";
  return [
    ...(span === undefined
      ? []
      : [text.timeline.stayed.state(object.type, object.id, stateName(object.type, span.state))]),
    ...(holdsNumber ? [text.timeline.stayed.numberHeld(quote, object.id)] : []),
    ...(owed.length === 0 ? [] : [text.timeline.stayed.owed(owed.map(({ rule }) => rule))]),
  ];
}
