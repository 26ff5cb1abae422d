import type { XmlElement } from "#ingest/formats/xml-tree.ts";

/**
 * What a document says beyond the fields that were `taken`: texts by the names of their elements as written,
 * lists where a name repeats, pairs of name and value by their names. Empty elements are left out; null
 * when nothing is left.
 */
export function detailsOf(
  element: XmlElement,
  taken: ReadonlySet<XmlElement>,
): Record<string, unknown> | null {
  const values = new Map<string, unknown[]>();
  const add = (name: string, value: unknown): void => {
    const given = values.get(name);
    if (given === undefined) values.set(name, [value]);
    else given.push(value);
  };
  for (const child of element.children) {
    if (taken.has(child)) continue;
    const pair = pairOf(child, taken);
    if (pair !== null) {
      if (pair.value !== null) add(pair.name, pair.value);
      continue;
    }
    const inner = detailsOf(child, taken);
    if (inner === null && child.text !== "") add(child.name, child.text);
    else if (inner !== null)
      add(child.name, child.text === "" ? inner : { ...inner, text: child.text });
  }
  if (values.size === 0) return null;
  return Object.fromEntries(
    [...values].map(([name, given]) => [name, given.length === 1 ? given[0] : given]),
  );
}

/** `<item><name>idlic</name><value>…</value></item>`; a value that was taken leaves nothing. */
function pairOf(
  element: XmlElement,
  taken: ReadonlySet<XmlElement>,
): { name: string; value: string | null } | null {
  const name = element.children.find(({ key }) => key === "name");
  const value = element.children.find(({ key }) => key === "value");
  if (name === undefined || value === undefined || name.text === "") return null;
  if (element.children.some(({ children }) => children.length > 0)) return null;
  return { name: name.text, value: taken.has(value) || value.text === "" ? null : value.text };
}
