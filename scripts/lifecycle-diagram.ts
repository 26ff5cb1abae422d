import type { LifecycleModel, TransitionModel } from "#domain/lifecycles/lifecycle-model.ts";

/** States whose signals are many: their edges would cover the drawing, so a table names them. */
const LABELS_OF_AN_EDGE_MAX = 3;

/**
 * A model as a Mermaid flowchart: states, final ones with a double border, transitions with the signals that
 * lead through them. What happens and is wrong is dashed, with the rule that says so.
 */
export function lifecycleDiagram(model: LifecycleModel): string {
  const states = model.states.map(({ name, title, isFinal }) =>
    isFinal === true ? `  ${name}((("${title}")))` : `  ${name}("${title}")`,
  );
  const edges = Map.groupBy(model.transitions, edgeKey);
  return [
    "```mermaid",
    "flowchart LR",
    `  begin(( )) --> ${model.initial}`,
    ...states,
    ...[...edges.values()].map((group) => edge(model, group)),
    "```",
  ].join("\n");
}

function edgeKey({ from, to, rule }: TransitionModel): string {
  return `${from} ${to} ${rule ?? ""}`;
}

function edge(model: LifecycleModel, group: readonly TransitionModel[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const { from, to, rule } = first;
  const titles = group.map(({ signal }) => titleOf(model, signal));
  const shown = titles.slice(0, LABELS_OF_AN_EDGE_MAX);
  const label = [...shown, ...(titles.length > shown.length ? ["…"] : [])].join(" / ");
  const text = rule === undefined ? label : `${label} (${rule})`;
  const line = rule === undefined ? "-->" : "-.->";
  return `  ${from} ${line}|"${text}"| ${to}`;
}

function titleOf(model: LifecycleModel, signal: string): string {
  return model.signals.find(({ name }) => name === signal)?.title ?? signal;
}
