import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chooseKeyRequest,
  chooseOrderInfo,
  choosePair,
  type PairedDocument,
} from "#domain/replay/choose-pair.ts";

const info = (name: string, lineItemId: string): PairedDocument => ({
  name,
  kind: "orderInfo",
  lineItemId,
});
const key = (name: string, lineItemId: string): PairedDocument => ({
  name,
  kind: "getKeyRequest",
  lineItemId,
});

const paypal = [
  info("plainorderinfopaypal", "13297323620002340"),
  key("plaingetkeyrequestpaypal", "13297323620002340"),
  info("plainorderinfo", "13297323620002339"),
  key("plaingetkeyrequest", "13297323620002339"),
];

test("of several pairs the shortest names are taken", () => {
  expect(choosePair(paypal)).toEqual({
    lineItemId: "13297323620002339",
    orderInfo: "plainorderinfo",
    getKeyRequest: "plaingetkeyrequest",
  });
});

function named(one: string, other: string) {
  return choosePair([info(one, "1"), key("key", "1"), info(other, "2"), key("key", "2")])
    ?.orderInfo;
}

test("shorter counts before the alphabet, and the alphabet where names are as long", () => {
  expect(named("aaaa", "zzz")).toBe("zzz");
  expect(named("zzz", "aaa")).toBe("aaa");
  expect(named("aaa", "zzz")).toBe("aaa");
});

test("a shorter document that has no partner is passed over", () => {
  const documents = [
    info("plainorderinfo", "1"),
    key("plaingetkeyrequest", "2"),
    info("plainorderinfopaypal", "3"),
    key("plaingetkeyrequestpaypal", "3"),
  ];
  expect(choosePair(documents)?.orderInfo).toBe("plainorderinfopaypal");
  expect(chooseOrderInfo(documents)?.name).toBe("plainorderinfopaypal");
});

test("line items that differ are never paired, though a digit beyond 2^53 is all that differs", () => {
  const documents = [
    info("plainorderinfo", "13297323620002339"),
    key("plaingetkeyrequest", "13297323620002338"),
  ];
  expect(choosePair(documents)).toBeNull();
  expect(chooseOrderInfo(documents)?.name).toBe("plainorderinfo");
});

test("GetKeyRequest follows the OrderInfo that is loaded, not the shortest name", () => {
  expect(chooseKeyRequest(paypal, "13297323620002340")).toBe("plaingetkeyrequestpaypal");
  expect(chooseKeyRequest(paypal, "13297323620002341")).toBeNull();
});

test("whatever lies there, the order in which it lies changes nothing, and both are of one line", () => {
  const document = fc.record({
    name: fc.constantFrom("plaina", "plainab", "plainb", "plainc", "plaincpaypal"),
    kind: fc.constantFrom("orderInfo" as const, "getKeyRequest" as const),
    lineItemId: fc.constantFrom("1", "2", "3"),
  });
  const documents = fc.uniqueArray(document, {
    maxLength: 10,
    selector: ({ name, lineItemId }) => `${name} ${lineItemId}`,
  });
  fc.assert(
    fc.property(
      documents.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
      ([one, other]) => {
        const pair = choosePair(one);
        expect(choosePair(other)).toEqual(pair);
        if (pair === null) return;
        const has = (kind: string, name: string): boolean =>
          one.some(
            (found) =>
              found.kind === kind && found.name === name && found.lineItemId === pair.lineItemId,
          );
        expect(has("orderInfo", pair.orderInfo)).toBe(true);
        expect(has("getKeyRequest", pair.getKeyRequest)).toBe(true);
      },
    ),
  );
});

function shuffled<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(items, { minLength: items.length });
}
