import { findElement, findText, type XmlElement } from "#ingest/formats/xml-tree.ts";

/** Names of variables in one note and attribute: an order has one or two. */
const VARIABLES_MAX = 32;

/**
 * Variables that the service of a document requires (`VarWrite`) and whose place in it is empty: what loads
 * the document writes them there, and stops without them. In the order in which they are declared.
 */
export function missingVariables(document: XmlElement): string[] {
  const service = enclosing(document, "service");
  const declared = service === null ? null : findElement(service, "varwrite");
  const missing = (declared?.children ?? []).flatMap((variable) => {
    if (findText(variable, "required")?.text.toLowerCase() !== "true") return [];
    const path = findText(variable, "path")?.text ?? "";
    const name = findText(variable, "name")?.text ?? path;
    return name === "" || hasValueAt(document, path) ? [] : [name];
  });
  return missing.slice(0, VARIABLES_MAX);
}

/** A path such as `/GetKeyRequest/userKey/externalReferenceID`, matched in any case. */
function hasValueAt(document: XmlElement, path: string): boolean {
  const [root = "", ...steps] = path
    .toLowerCase()
    .split("/")
    .filter((step) => step !== "");
  if (root !== document.key) return false;
  let reached = [document];
  for (const step of steps) {
    reached = reached.flatMap(({ children }) => children.filter(({ key }) => key === step));
  }
  return reached.some(({ text, children }) => text !== "" || children.length > 0);
}

function enclosing(element: XmlElement, key: string): XmlElement | null {
  for (let at = element.parent; at !== null; at = at.parent) if (at.key === key) return at;
  return null;
}
