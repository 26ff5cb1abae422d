import type { ProtectionKind } from "./protected-value.ts";

/** `name`, `code` and `number` mean different things in different events. */
export type NameMeaning = ProtectionKind | "clear" | "name" | "code" | "number";

/** Whole words a field name may end in; short ones only count as words (`zip` is no `ip`). */
const PERSONAL_LAST_WORDS = new Set(["fax", "ip", "ipv4", "ipv6", "login", "mobile", "tel", "zip"]);
const REMOVED_LAST_WORDS = new Set(["pin", "cvc", "cvc2", "cvv", "cvv2"]);

/** Endings unmistakable even where the words are run together (`customeremail`). */
const PERSONAL_ENDINGS = [
  "email",
  "address",
  "phone",
  "phonenumber",
  "telephonenumber",
  "mobilenumber",
  "faxnumber",
  "recipient",
  "firstname",
  "lastname",
  "givenname",
  "familyname",
  "middlename",
  "fullname",
  "surname",
  "nickname",
  "username",
  "loginname",
  "loginid",
  "customername",
  "recipientname",
  "sendername",
  "buyername",
  "payername",
  "contactname",
  "holdername",
  "ownername",
  "billingname",
  "shippingname",
  "cardholder",
  "accountholder",
  "street",
  "postalcode",
  "postcode",
  "zipcode",
  "birthdate",
  "dateofbirth",
  "remoteaddr",
  "geoip",
  "clientip",
  "customerip",
  "remoteip",
  "userip",
  "forwardedfor",
];
const SECRET_ENDINGS = [
  "licensenumber",
  "licencenumber",
  "licensekey",
  "licencekey",
  "licensecode",
  "licencecode",
  "activationcode",
  "activationkey",
  "cardcode",
  "cardnumber",
  "vouchercode",
  "redemptioncode",
];
const REMOVED_ENDINGS = ["password", "passwd", "passphrase", "pincode", "pinnumber"];

const NAME = /^(?:display)?names?\d?$/;
const ADDRESS_LINE = /addressline\d?$/;

/** What a field name alone says, in any of the usual spellings (`customerEmail`, `e-mail`, `IP_ADDRESS`). */
export function matchFieldName(key: string): NameMeaning {
  const words = wordsOf(key);
  const last = (words.at(-1) ?? "").replace(/s$/, "");
  const joined = words.join("");
  const spellings = [joined, joined.replace(/s$/, ""), joined.replace(/es$/, "")];
  const endsIn = (endings: readonly string[]): boolean =>
    spellings.some((spelling) => endings.some((ending) => spelling.endsWith(ending)));

  if (REMOVED_LAST_WORDS.has(last) || endsIn(REMOVED_ENDINGS)) return "removed";
  if (endsIn(SECRET_ENDINGS)) return "secret";
  if (PERSONAL_LAST_WORDS.has(last) || endsIn(PERSONAL_ENDINGS)) return "personal";
  if (ADDRESS_LINE.test(joined)) return "personal";
  if (NAME.test(joined)) return "name";
  if (joined === "code" || joined === "codes") return "code";
  if (joined === "number" || joined === "numbers") return "number";
  return "clear";
}

function wordsOf(key: string): string[] {
  return key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== "");
}
