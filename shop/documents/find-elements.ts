import { refuseDocument, type XmlElement } from "./xml-tree.ts";

/** Shops write the same tags in upper, lower or mixed case, some with the prefix of a namespace. */
export function hasName(element: XmlElement, name: string): boolean {
  const local = element.name.slice(element.name.indexOf(":") + 1);
  return local.toLowerCase() === name.toLowerCase();
}

/** Children of this name, in any case of letters, as they come. */
export function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => hasName(child, name));
}

/**
 * The element at a path such as `/GetKeyRequest/userKey/externalReferenceID`, of which the first step is a
 * child of `parent`. Undefined where there is none; throws `invalid-document` where there are several, since
 * nobody can say which is meant.
 */
export function findElement(parent: XmlElement, path: string): XmlElement | undefined {
  let found: XmlElement | undefined = parent;
  for (const name of path.split("/").filter((step) => step !== "")) {
    const [first, second]: XmlElement[] = childrenOf(found, name);
    if (second !== undefined) throw refuseDocument(`${name} stands twice.`, path);
    if (first === undefined) return undefined;
    found = first;
  }
  return found;
}

/** Like `findElement`; throws `invalid-document` naming the path where there is none. */
export function requireElement(parent: XmlElement, path: string): XmlElement {
  const found = findElement(parent, path);
  if (found === undefined) throw refuseDocument(`${lastStep(path)} is missing.`, path);
  return found;
}

/** Text of the element at the path; empty where it, or the text, is missing. Throws as `textOf`. */
export function textAt(parent: XmlElement, path: string): string {
  const found = findElement(parent, path);
  return found === undefined ? "" : textOf(found, path);
}

/** Throws `invalid-document` where other elements stand in the text: nobody can say what it says. */
export function textOf({ text, children }: XmlElement, place: string): string {
  if (children.length > 0) throw refuseDocument(`${lastStep(place)} holds other elements.`, place);
  return text;
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
