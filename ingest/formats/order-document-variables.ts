import { findElement, findText, type XmlElement } from "#ingest/formats/xml-tree.ts";

/** Variables of one service that are looked at: an order has one or two. */
const VARIABLES_MAX = 32;

/** Longest path that is followed: documents nest 24 levels at most. */
const PATH_CHARACTERS_MAX = 1_024;

/**
 * Variables that the service of a document requires (`VarWrite`) and whose place in it is empty: what loads
 * the document writes them there, and stops without them. In the order in which they are declared.
 */
export function missingVariables(document: XmlElement): string[] {
  const service = enclosing(document, "service");
  const declared = service === null ? null : findElement(service, "varwrite");
  return (declared?.children ?? []).slice(0, VARIABLES_MAX).flatMap((variable) => {
    if (findText(variable, "required")?.text.toLowerCase() !== "true") return [];
    const path = findText(variable, "path")?.text ?? "";
    const name = findText(variable, "name")?.text ?? path;
    return name === "" || hasValueAt(document, path) ? [] : [name];
  });
}

/** A path such as `/GetKeyRequest/userKey/externalReferenceID`, matched in any case. */
function hasValueAt(document: XmlElement, path: string): boolean {
  if (path.length > PATH_CHARACTERS_MAX) return false;
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
