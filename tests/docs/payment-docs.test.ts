import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GATEWAY_STATES, isPaid } from "#domain/payments/gateway-states.ts";
import { CARD_TOKENS } from "#shop/gateways/card-tokens.ts";
import { GATEWAY_PROFILES } from "#shop/gateways/gateway-profile.ts";

const rows = readFileSync("docs/payments.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"));

test("docs/payments.md lists the states of each gateway and what they come to", () => {
  const expected = GATEWAY_PROFILES.flatMap(({ name }) =>
    Object.entries(GATEWAY_STATES[name]).map(
      ([word, meaning]) =>
        `| \`${name}\` | \`${word}\` | ${meaning} | ${isPaid(name, word) ? "yes" : "no"} |`,
    ),
  );
  expect(rows.filter((row) => !row.startsWith("| `tok-"))).toEqual(expected);
});

test("docs/payments.md lists every special card, with the reason of its refusal", () => {
  const listed = rows.filter((row) => row.startsWith("| `tok-"));
  expect(listed.map((row) => row.split("`")[1])).toEqual(Object.keys(CARD_TOKENS));
  for (const [index, { declines }] of Object.values(CARD_TOKENS).entries()) {
    expect(listed[index]?.includes("refused")).toBe(declines !== undefined);
    expect(listed[index]).toContain(declines ?? "");
  }
});
