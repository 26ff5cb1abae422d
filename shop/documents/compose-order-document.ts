import { composeBatchRequest, type RequiredVariable, type TagCase } from "./compose-xml.ts";
import { writeAmount } from "./decimal-amount.ts";
import type { KeyRequest, OrderInfo } from "./order-document.ts";

/** The license server does not make a key for a customer whose profile is not known. */
const PROFILE_VARIABLE: RequiredVariable = {
  name: "CreateUserProfileResponse.externalReferenceID",
  path: "/GetKeyRequest/userKey/externalReferenceID",
};

/** Address of a GetKeyRequest; empty where the customer did not say. */
export interface BillingText {
  readonly firstName: string;
  readonly lastName: string;
  readonly line1: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string;
}

/** What a GetKeyRequest is written from; a missing line item or profile is written as an empty element. */
export interface KeyRequestContent extends Omit<KeyRequest, "lineItemId"> {
  readonly lineItemId: string;
  readonly locale: string;
  readonly billing: BillingText;
}

/** The OrderInfo document; `readOrderInfo` gives the same back. */
export function composeOrderInfo(info: OrderInfo, tagCase: TagCase = "usual"): string {
  const money = (minor: number): string => writeAmount(minor, info.currency);
  return composeBatchRequest(
    "OrderInfo",
    [],
    [
      ["orderid", info.foreignId],
      ["ordernumber", info.number],
      ["transactionid", info.transactionId],
      ["store", info.store],
      ["state", info.state],
      [
        "payment",
        [
          ["totalamount", money(info.amountMinor)],
          ["currency", info.currency],
          ["digitalamount", money(info.digitalMinor)],
          ["physicalamount", money(info.physicalMinor)],
        ],
      ],
      ["geoip", [["country", info.country]]],
      ["customer", [["loginid", info.email]]],
      [
        "items",
        info.lines.map((line) => [
          "item",
          [
            ["lineitemid", line.lineItemId],
            ["productid", line.product],
            ["kind", line.kind],
            ["quantity", String(line.quantity)],
            ["amount", money(line.amountMinor)],
            ["currency", info.currency],
          ],
        ]),
      ],
    ],
    tagCase,
  );
}

/** The GetKeyRequest document; `readKeyRequest` gives the same back. */
export function composeKeyRequest(request: KeyRequestContent, tagCase: TagCase = "usual"): string {
  const { billing } = request;
  return composeBatchRequest(
    "GetKeyRequest",
    [PROFILE_VARIABLE],
    [
      ["orderid", request.foreignId],
      ["estimatehash", ""],
      ["orderlineitemid", request.lineItemId],
      ["affiliatedistributorid", ""],
      ["quantity", String(request.quantity)],
      [
        "productkey",
        [
          ["productid", request.product],
          ["externalreferenceid", request.product],
          ["locale", request.locale],
          ["retailtype", ""],
          ["productpackage", ""],
          ["productlanguage", ""],
        ],
      ],
      [
        "userkey",
        [
          ["externalreferenceid", request.profileId],
          ["loginid", request.email],
        ],
      ],
      [
        "billingaddress",
        [
          ["city", billing.city],
          ["country", billing.country],
          ["line1", billing.line1],
          ["line2", ""],
          ["name1", billing.firstName],
          ["name2", billing.lastName],
          ["phonenumber", billing.phone],
          ["postalcode", billing.postalCode],
          ["state", ""],
          ["email", request.email],
          ["faxphone", ""],
          ["companyname", ""],
          ["phonenumber2", ""],
          ["customertype", ""],
        ],
      ],
      [
        "extendedattributes",
        [
          item("idlic", request.previousLicenseId ?? ""),
          item("term", request.termMonths === null ? "" : String(request.termMonths)),
        ],
      ],
    ],
    tagCase,
  );
}

function item(name: string, value: string) {
  return [
    "item",
    [
      ["name", name],
      ["value", value],
      ["valuedatatype", "string"],
    ],
  ] as const;
}
