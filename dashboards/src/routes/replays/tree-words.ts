import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { text } from "../../messages/current.ts";
import { walk } from "./decision-tree.ts";
import type { TreePath } from "./decision-tree.ts";

/** The short question of a column; the service's own where a newer one asks what these texts do not know. */
export function questionWords(table: ReplayTable, fact: string): string {
  const own = table.questions.find((question) => question.fact === fact)?.question;
  return text.replays.tree.questions[fact] ?? own ?? fact;
}

export function answerWords(fact: string, answer: string): string {
  return text.replays.tree.answers[fact]?.[answer] ?? answer;
}

const BY = { shop: "byShop", log: "byLog", stated: "byReplay" } as const;

/** `By the log: in web DB, paid, not in main DB, empty, Whole order.` */
export function pathWords(table: ReplayTable, path: TreePath): string {
  const { steps, branch, needs } = walk(table, path);
  const end =
    branch !== null
      ? text.replays.decisions[branch.decision]
      : needs !== null
        ? text.replays.tree.open(questionWords(table, needs))
        : text.replays.notDecided;
  return text.replays.tree.path(
    text.replays.tree[BY[path.by]],
    steps.map(({ fact, answer }) => answerWords(fact, answer)),
    end,
  );
}
