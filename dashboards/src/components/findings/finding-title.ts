import { text } from "../../messages/current.ts";

/** The short title of a rule's finding: `license.missing` → `License missing`. */
export function findingTitle(rule: string): string {
  return text.findings.titles[rule] ?? text.findings.otherTitle(rule);
}
