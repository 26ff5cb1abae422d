import { create } from "xmlbuilder2";

/** Text of an element, or its children in order. */
export type XmlContent = string | readonly (readonly [name: string, content: XmlContent])[];

/** How tags are written; readers take each. */
export type TagCase = "usual" | "upper" | "lower";

/** Stands for a character that XML cannot hold, such as U+0000 or half of a surrogate pair. */
const REPLACEMENT = "\uFFFD";

const BATCH_TIMEOUT_SECONDS = "30";

/** Within `]]>`, and around carriage returns: CDATA can hold neither. */
const CDATA_BREAKS = /(?<=\]\])(?=>)|(\r)/u;

type XmlBuilder = ReturnType<typeof create>;

/** A variable that must have been written into the data before it may be loaded. */
export interface RequiredVariable {
  readonly name: string;
  /** Within `Data`, such as `/GetKeyRequest/userKey/externalReferenceID`. */
  readonly path: string;
}

/** The text of an XMLBatchRequest that gives a service its data, not indented: blanks would become data. */
export function composeBatchRequest(
  serviceName: string,
  variables: readonly RequiredVariable[],
  data: XmlContent,
  tagCase: TagCase,
): string {
  const required = variables.map(
    ({ name, path }) =>
      [
        "Var",
        [
          ["Name", name],
          ["Path", path],
          ["Required", "true"],
        ],
      ] as const,
  );
  const service: XmlContent = [
    ["ServiceName", serviceName],
    ["Timeout", BATCH_TIMEOUT_SECONDS],
    ["VarPost", ""],
    ["ReturnResponse", "true"],
    ["DependsOn", ""],
    ["VarWrite", required],
    ["Data", [[serviceName, data]]],
  ];
  const document = create({
    version: "1.0",
    encoding: "utf-8",
    invalidCharReplacement: REPLACEMENT,
  });
  append(document, "XMLBatchRequest", [["Service", service]], tagCase);
  // A bare carriage return would be read as a line end; those of the data stand outside of CDATA.
  return document.end().replaceAll("\r", "&#xD;");
}

function append(parent: XmlBuilder, name: string, content: XmlContent, tagCase: TagCase): void {
  const element = parent.ele(inCase(name, tagCase));
  if (typeof content !== "string") {
    for (const [child, childContent] of content) append(element, child, childContent, tagCase);
    return;
  }
  for (const piece of content.split(CDATA_BREAKS)) {
    if (piece === "\r") element.txt(piece);
    else if (piece !== "") element.dat(piece);
  }
}

function inCase(name: string, tagCase: TagCase): string {
  if (tagCase === "usual") return name;
  return tagCase === "upper" ? name.toUpperCase() : name.toLowerCase();
}
