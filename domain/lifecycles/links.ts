import type { Case } from "./case.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { ObjectLink } from "./lifecycle.ts";
import { linkedIds } from "./linked-objects.ts";

/** Records named for one link: the first few say enough. */
const LINK_EVIDENCE_MAX = 3;

/** Objects to which the case's events link this one, in the order in which they first come up. */
export function linksOf(model: LifecycleModel, whole: Case): ObjectLink[] {
  const ids = new Set(whole.ids);
  const links = new Map<string, ObjectLink & { readonly evidence: string[] }>();
  for (const event of whole.events) {
    for (const link of model.links) {
      for (const id of linkedIds(event, model.type, ids, link)) {
        const key = `${link.relation} ${link.type} ${id}`;
        const known = links.get(key);
        if (known === undefined) {
          const { type, relation } = link;
          links.set(key, { type, id, relation, evidence: [event.reference] });
        } else if (known.evidence.length < LINK_EVIDENCE_MAX) known.evidence.push(event.reference);
      }
    }
  }
  return [...links.values()];
}
