import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { composeKeyRequest, composeOrderInfo } from "#shop/documents/compose-order-document.ts";
import { KEY_REQUEST_FIELDS, ORDER_INFO_FIELDS } from "#shop/documents/order-document.ts";
import {
  readDocumentJoint,
  readKeyRequest,
  readOrderInfo,
} from "#shop/documents/read-order-document.ts";
import {
  DOCUMENT_CHARACTERS_MAX,
  DOCUMENT_DEPTH_MAX,
  DOCUMENT_ELEMENTS_MAX,
  readXmlTree,
} from "#shop/documents/xml-tree.ts";
import { ShopError } from "#shop/errors.ts";
import { keyRequest, orderInfo } from "./document-arbitraries.ts";

const sample = readFileSync(
  new URL("../../../../shared/samples/get-key-request.xml", import.meta.url),
  "utf8",
);
/** The sample once the customer's profile was made. */
const completed = sample.replace(
  "<externalreferenceid/>\n          <loginid>",
  "<externalreferenceid>P-7</externalreferenceid>\n          <loginid>",
);

function refusal(step: () => unknown): ShopError {
  try {
    step();
  } catch (error) {
    if (error instanceof ShopError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

const tagCases = fc.constantFrom("usual", "upper", "lower");

test("what is written as OrderInfo is read back, whatever the text and the case of tags", () => {
  fc.assert(
    fc.property(orderInfo, tagCases, (info, tagCase) => {
      expect(readOrderInfo(composeOrderInfo(info, tagCase))).toEqual(info);
    }),
  );
});

test("what is written as GetKeyRequest is read back, whatever the text and the case of tags", () => {
  fc.assert(
    fc.property(keyRequest, tagCases, (content, tagCase) => {
      const { locale: _, billing: __, ...request } = content;
      expect(readKeyRequest(composeKeyRequest(content, tagCase))).toEqual(request);
    }),
  );
});

test("each tag may be written in another case", () => {
  fc.assert(
    fc.property(orderInfo, fc.infiniteStream(fc.boolean()), (info, choices) => {
      const pieces = composeOrderInfo(info).split(/(<!\[CDATA\[[\s\S]*?\]\]>)/);
      const isUpper = new Map<string, boolean>();
      const written = pieces
        .map((piece, index) =>
          index % 2 === 1
            ? piece
            : piece.replace(/(<\/?)([A-Za-z]+)(?=[/>])/g, (_, open: string, name: string) => {
                if (!isUpper.has(name)) isUpper.set(name, choices.next().value === true);
                return open + (isUpper.get(name) === true ? name.toUpperCase() : name);
              }),
        )
        .join("");
      expect(readOrderInfo(written)).toEqual(info);
    }),
  );
});

test("characters that XML cannot hold are replaced, the document stays readable", () => {
  const [info] = fc.sample(orderInfo, 1);
  const written = composeOrderInfo({ ...info!, email: "a\u0000b\uD800c😀" });
  expect(readOrderInfo(written).email).toBe("a\uFFFDb\uFFFDc😀");
});

test("the sample is refused for the variable that it lacks, which is named", () => {
  const error = refusal(() => readKeyRequest(sample));
  expect(error.code).toBe("invalid-document");
  expect(error.message).toBe(
    "The required variable CreateUserProfileResponse.externalReferenceID is missing.",
  );
  expect(error.detail["place"]).toBe("/GetKeyRequest/userKey/externalReferenceID");
});

test("the sample with its variable is read, its large LineItemID digit by digit", () => {
  expect(readKeyRequest(completed)).toEqual({
    foreignId: "38-211449",
    lineItemId: "13297323620002339",
    quantity: 1,
    product: "isc.1.0.0.12m",
    profileId: "P-7",
    email: "email@email",
    previousLicenseId: null,
    termMonths: null,
  });
});

test("tags may have the prefix of a namespace", () => {
  const prefixed = completed
    .replaceAll(/<(\/?)([A-Za-z0-9]+)(\/?)>/g, "<$1shop:$2$3>")
    .replace("<shop:XMLBatchRequest>", '<shop:XMLBatchRequest xmlns:shop="urn:shop">');
  expect(prefixed).toContain("<shop:orderid>");
  expect(readKeyRequest(prefixed)).toEqual(readKeyRequest(completed));
});

test("what joins a document to others is read even where it lacks a variable", () => {
  expect(readDocumentJoint(sample)).toEqual({
    lineItemId: "13297323620002339",
    previousLicenseId: null,
  });
  const renewal = sample
    .replace("<value/>", "<value> LN204815733 </value>")
    .replace(/<orderlineitemid>.*<\/orderlineitemid>/, "");
  expect(readDocumentJoint(renewal)).toEqual({
    lineItemId: null,
    previousLicenseId: "LN204815733",
  });
});

test.each([
  ["no LineItemID", /<orderlineitemid>.*<\/orderlineitemid>/, "", "orderlineitemid"],
  [
    "an empty LineItemID",
    /<orderlineitemid>.*<\/orderlineitemid>/,
    "<orderlineitemid/>",
    "orderlineitemid",
  ],
  [
    "a LineItemID twice",
    "<estimatehash/>",
    "<ORDERLINEITEMID>1</ORDERLINEITEMID>",
    "orderlineitemid",
  ],
  ["no foreign ID", "38-211449", "211449", "orderid"],
  ["a broken quantity", "<quantity><![CDATA[1]]>", "<quantity>1.5", "quantity"],
  ["elements within a quantity", "<![CDATA[1]]>", "<a>9</a>1", "quantity"],
  ["no product", "isc.1.0.0.12m", " ", "productkey/productid"],
])("a GetKeyRequest with %s is refused at its place", (_, given, other, place) => {
  const error = refusal(() => readKeyRequest(completed.replace(given, other)));
  expect(error.code).toBe("invalid-document");
  expect(String(error.detail["place"])).toContain(place);
});

test.each([
  ["idlic", "LN1\u0009LN2"],
  ["idlic", "L".repeat(257)],
  ["term", "12.5"],
  ["term", "0"],
  ["term", "121"],
])("an attribute %s of %j is refused at its place", (name, value) => {
  const item = `<item><name>${name}</name><value>${value}</value></item>`;
  const xml = completed.replace(/<item>[\s\S]*<\/item>/, item);
  const error = refusal(() => readKeyRequest(xml));
  expect(error.message).toContain(name);
  expect(error.detail["place"]).toBe("/GetKeyRequest/extendedattributes/item");
  const twice = completed.replace(/<item>[\s\S]*<\/item>/, item + item);
  expect(refusal(() => readKeyRequest(twice)).message).toBe(`The attribute ${name} stands twice.`);
});

test.each([
  ["amounts that do not add up", /(?<=<digitalamount>).*?(?=<)/, "1.00", "payment/totalamount"],
  ["a line twice", /<item>.*<\/item>/, "$&$&", "items/item[2]/lineitemid"],
  ["a line of another currency", /(<item>.*<currency>).*?(?=<\/)/, "$1USD", "item[1]/currency"],
])("an OrderInfo with %s is refused at its place", (_, given, other, place) => {
  const lineItemId = KEY_REQUEST_FIELDS.lineItemId[1].parse("13297323620002339");
  const xml = composeOrderInfo({
    foreignId: ORDER_INFO_FIELDS.foreignId[1].parse("38-211449"),
    number: ORDER_INFO_FIELDS.number[1].parse("100000001"),
    transactionId: "TU80WKRYTI9QUMJ4",
    store: "europe",
    state: "paid",
    amountMinor: 3_999,
    currency: "EUR",
    digitalMinor: 3_999,
    physicalMinor: 0,
    country: "cz",
    email: "ada@example.org",
    lines: [{ lineItemId, product: "isc", kind: "license", quantity: 1, amountMinor: 3_999 }],
  }).replaceAll(/<!\[CDATA\[(.*?)\]\]>/g, "$1");
  expect(readOrderInfo(xml).amountMinor).toBe(3_999);
  const error = refusal(() => readOrderInfo(xml.replace(given, other)));
  expect(error.code).toBe("invalid-document");
  expect(String(error.detail["place"])).toContain(place);
});

test.each([
  ["another root", "XMLBatchRequest", "XMLRequest", "/XMLRequest"],
  [
    "another service",
    "<ServiceName>GetKeyRequest",
    "<ServiceName>OrderInfo",
    "/Service/ServiceName",
  ],
  ["other data", /<(\/?)GetKeyRequest>/g, "<$1OrderInfo>", "GetKeyRequest"],
  ["two services", "</Service>", "</Service><service/>", "Service"],
])("a document with %s is refused", (_, given, other, place) => {
  const error = refusal(() => readKeyRequest(completed.replaceAll(given, other)));
  expect(error.code).toBe("invalid-document");
  expect(String(error.detail["place"])).toContain(place);
});

test("a document type declaration is refused, whatever stands in it and after it", () => {
  fc.assert(
    fc.property(
      keyRequest,
      fc.constantFrom(
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
      ),
      tagCases,
      (content, declaration, tagCase) => {
        const xml = composeKeyRequest(content, tagCase).replace("?>", `?>${declaration}`);
        const error = refusal(() => readKeyRequest(xml));
        expect(error.message).toBe("The document has a document type declaration.");
        expect(error.detail["place"]).toMatch(/^line 1, column \d+$/);
      },
    ),
  );
});

test.each([
  ["an entity of its own", "<a>&own;</a>"],
  ["an open element", "<a><b></a>"],
  ["nothing", ""],
  ["no markup", "order 38-211449"],
  ["two roots", "<a/><b/>"],
  ["a bare ampersand", "<a>R&D</a>"],
  ["a forbidden character", "<a>&#0;</a>"],
])("text with %s is refused", (_, xml) => {
  expect(refusal(() => readXmlTree(xml)).code).toBe("invalid-document");
});

test("any text is either a tree or refused as an invalid document", () => {
  const piece = fc.constantFrom(
    "<a>",
    "</a>",
    "<a/>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&lt;",
    "<?x?>",
    "text",
    "<!DOCTYPE",
    "[",
    ">",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" }))), (pieces) => {
      let code = "invalid-document";
      try {
        readXmlTree(pieces.join(""));
      } catch (error) {
        code = error instanceof ShopError ? error.code : "another error";
      }
      expect(code).toBe("invalid-document");
    }),
    { numRuns: 500 },
  );
});

const deep = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
const wide = (elements: number): string => `<a>${"<b/>".repeat(elements - 1)}</a>`;
const long = (characters: number): string => `<a>${"x".repeat(characters - 7)}</a>`;

test("documents beyond the bounds are refused, those at the bounds are not", () => {
  readXmlTree(deep(DOCUMENT_DEPTH_MAX));
  readXmlTree(wide(DOCUMENT_ELEMENTS_MAX));
  readXmlTree(long(DOCUMENT_CHARACTERS_MAX));
  expect(refusal(() => readXmlTree(deep(DOCUMENT_DEPTH_MAX + 1))).message).toContain("deep");
  expect(refusal(() => readXmlTree(wide(DOCUMENT_ELEMENTS_MAX + 1))).message).toContain("elements");
  expect(refusal(() => readXmlTree(long(DOCUMENT_CHARACTERS_MAX + 1))).message).toContain(
    "characters",
  );
});

test("a refusal does not repeat what stands in the document", () => {
  const secret = completed.replace("38-211449", "person@example.com");
  expect(refusal(() => readKeyRequest(secret)).message).not.toContain("person@example.com");
});
