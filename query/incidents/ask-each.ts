import { QUESTIONS_AT_ONCE } from "./incident-limits.ts";

/** Asks of each, some at once; the answers stand in the order of what was asked. */
export async function askEach<Asked, Answer>(
  asked: readonly Asked[],
  ask: (one: Asked) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < asked.length; from += QUESTIONS_AT_ONCE) {
    const some = asked.slice(from, from + QUESTIONS_AT_ONCE);
    answers.push(...(await Promise.all(some.map(ask))));
  }
  return answers;
}
