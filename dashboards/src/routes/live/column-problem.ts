import type { ApiProblem } from "../../api/fetch-answer.ts";

/** Which column's filter a refusal is about, from 0; null where it is about none of them. */
export function misreadColumn(problem: ApiProblem | null, count: number): number | null {
  if (problem === null || problem.code !== "invalid-query") return null;
  const { errors } = problem.members;
  for (const error of Array.isArray(errors) ? (errors as readonly unknown[]) : []) {
    const path =
      typeof error === "object" && error !== null && "path" in error ? String(error.path) : "";
    const place = /^query\.q\.(\d+)$/.exec(path)?.[1];
    if (place !== undefined && Number(place) < count) return Number(place);
  }
  return count === 1 ? 0 : null;
}
