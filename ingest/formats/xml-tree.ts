import { isUtf8 } from "node:buffer";
import { SaxesParser } from "saxes";
import { firstInvalidByte } from "#ingest/formats/source-text.ts";

/** One element. Attributes stand before its children, as elements without children. */
export interface XmlElement {
  /** Without its namespace's prefix, as written. */
  readonly name: string;
  /** The name in lower case: tags are matched in any case. */
  readonly key: string;
  /** Text and CDATA of the element itself, without white space around it. */
  text: string;
  readonly children: XmlElement[];
  readonly parent: XmlElement | null;
  /** Index in the text after the element's end. */
  end: number;
}

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Documents of orders nest six levels; an event may nest 32 in all. */
export const XML_DEPTH_MAX = 24;

/** Elements and attributes of one document: those of an order of hundreds of lines stay below it. */
export const XML_ELEMENTS_MAX = 10_000;

const ENCODINGS = new Set(["utf-8", "utf8", "us-ascii", "ascii"]);

/** Read at a time, so that a fault early on ends the work. */
const CHUNK_CHARACTERS = 16_384;

/** A CDATA section whose keyword is in lower case, as some tools write it; of the same length. */
const LOWER_CASE_SECTION = /<!\[cdata\[/gi;

/**
 * Reads one document, or says in a sentence why not. Document types and entities of its own are refused:
 * `hasDoctype` comes from whoever split the input, so nothing of them is ever looked at.
 */
export function readXmlTree(bytes: Buffer, hasDoctype: boolean): XmlReading {
  if (hasDoctype) {
    const problem =
      "The document has a DOCTYPE: document types and the entities they declare are not read, since they can be made to fill the memory or to fetch files.";
    return { ok: false, problem };
  }
  if (!isUtf8(bytes)) {
    const problem = `The document must be UTF-8; the byte ${firstInvalidByte(bytes)} is not. Convert it, for instance with iconv.`;
    return { ok: false, problem };
  }
  const text = bytes.toString("utf8");
  const written = text.replace(LOWER_CASE_SECTION, "<![CDATA[");
  const reader = new TreeReader();
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on("xmldecl", ({ encoding = "utf-8" }) => reader.checkEncoding(encoding));
  parser.on("doctype", () => reader.refuse("The document has a DOCTYPE."));
  parser.on("error", ({ message }) => reader.refuse(`Not XML: at ${message}.`));
  parser.on("text", (part) => reader.addText(part));
  parser.on("cdata", (part) => reader.addText(part));
  parser.on("opentag", ({ name, attributes }) => reader.open(name, attributes));
  parser.on("closetag", () => reader.close(parser.position));
  // What follows a fault says nothing, and a bound is a bound: the rest is not read.
  for (
    let start = 0;
    start < written.length && reader.problem === null;
    start += CHUNK_CHARACTERS
  ) {
    parser.write(written.slice(start, start + CHUNK_CHARACTERS));
  }
  if (reader.problem === null) parser.close();
  if (reader.problem !== null) return { ok: false, problem: reader.problem };
  if (reader.root === null) return { ok: false, problem: "The document has no element." };
  return { ok: true, root: reader.root, text };
}

class TreeReader {
  root: XmlElement | null = null;
  problem: string | null = null;
  #open: XmlElement | null = null;
  #depth = 0;
  #elements = 0;

  refuse(problem: string): void {
    this.problem ??= problem;
  }

  checkEncoding(encoding: string): void {
    if (ENCODINGS.has(encoding.toLowerCase())) return;
    this.refuse(
      `The document says that its encoding is ${JSON.stringify(encoding.slice(0, 40))}; UTF-8 is read. Convert it, for instance with iconv.`,
    );
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth++;
    if (this.#depth > XML_DEPTH_MAX) {
      this.refuse(`The document nests deeper than ${XML_DEPTH_MAX} levels.`);
    }
    const element = this.#add(tag, "");
    this.#open = element;
    this.root ??= element;
    for (const [name, value] of Object.entries(attributes)) {
      if (name !== "xmlns" && !name.startsWith("xmlns:")) this.#add(name, value);
    }
  }

  addText(part: string): void {
    if (this.#open !== null && this.problem === null) this.#open.text += part;
  }

  close(end: number): void {
    const element = this.#open;
    if (element === null) return;
    element.text = element.text.trim();
    element.end = end;
    this.#open = element.parent;
    this.#depth--;
  }

  #add(tag: string, text: string): XmlElement {
    this.#elements++;
    if (this.#elements > XML_ELEMENTS_MAX) {
      this.refuse(`The document has more than ${XML_ELEMENTS_MAX} elements.`);
    }
    const name = tag.slice(tag.indexOf(":") + 1);
    const parent = this.#open;
    const element = { name, key: name.toLowerCase(), text, children: [], parent, end: 0 };
    if (this.problem === null) parent?.children.push(element);
    return element;
  }
}

/** The first element of one of these keys at any depth, in document order; null without one. */
export function findElement(element: XmlElement, ...keys: readonly string[]): XmlElement | null {
  for (const child of element.children) {
    if (keys.includes(child.key)) return child;
    const found = findElement(child, ...keys);
    if (found !== null) return found;
  }
  return null;
}

/** Text of the first element of one of these keys that has any; null without one. */
export function findText(element: XmlElement, ...keys: readonly string[]): XmlElement | null {
  for (const child of element.children) {
    if (keys.includes(child.key) && child.text !== "") return child;
    const found = findText(child, ...keys);
    if (found !== null) return found;
  }
  return null;
}
