import { SaxesParser } from "saxes";
import { ShopError } from "../errors.ts";

/** An order of a thousand lines, the most a cart can hold, has a third of it. In UTF-16 units. */
export const DOCUMENT_CHARACTERS_MAX = 1_048_576;

/** The known documents are seven deep. */
export const DOCUMENT_DEPTH_MAX = 32;

/** A thousand lines have six thousand elements. */
export const DOCUMENT_ELEMENTS_MAX = 8_192;

/** An element of a document with everything within it; attributes carry nothing in these documents. */
export interface XmlElement {
  /** As it is written. */
  readonly name: string;
  /** Its own text and CDATA, unchanged but for line ends, which XML makes `\n`. */
  text: string;
  readonly children: XmlElement[];
}

/**
 * The root of an XML document. Throws `invalid-document` with `detail.place` for text that is not well-formed
 * or beyond the bounds above. A document type declaration is refused whatever stands in it, so that there are
 * no entities but XML's own five and nothing outside of the text is ever read.
 */
export function readXmlTree(xml: string): XmlElement {
  if (xml.length > DOCUMENT_CHARACTERS_MAX) {
    throw refuseDocument(
      `The document has more than ${DOCUMENT_CHARACTERS_MAX} characters.`,
      "the whole",
    );
  }
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (reason: string, cause?: unknown): ShopError =>
    refuseDocument(reason, `line ${parser.line}, column ${parser.column}`, cause);
  // Stands around the root, so that everything has a parent.
  const document: XmlElement = { name: "", text: "", children: [] };
  const open: XmlElement[] = [document];
  let elements = 0;

  parser.on("error", (error) => {
    throw refuse("The document is not well-formed XML.", error);
  });
  parser.on("doctype", () => {
    throw refuse("The document has a document type declaration.");
  });
  parser.on("opentagstart", ({ name }) => {
    elements += 1;
    if (elements > DOCUMENT_ELEMENTS_MAX) {
      throw refuse(`The document has more than ${DOCUMENT_ELEMENTS_MAX} elements.`);
    }
    if (open.length > DOCUMENT_DEPTH_MAX) {
      throw refuse(`The document is more than ${DOCUMENT_DEPTH_MAX} elements deep.`);
    }
    const element: XmlElement = { name, text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(xml).close();
  const [root] = document.children;
  if (root === undefined) throw refuse("The document is empty.");
  return root;
}

/** The error of a document that is not accepted. `place`: a path of tags, or line and column. */
export function refuseDocument(reason: string, place: string, cause?: unknown): ShopError {
  return new ShopError("invalid-document", reason, { cause, detail: { place } });
}
