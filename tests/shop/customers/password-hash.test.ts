import { expect, test } from "vitest";
import {
  hashPassword,
  hashPasswordAside,
  isPassword,
  isPasswordAside,
} from "#shop/customers/password-hash.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";

const random = seededRandom(7, "passwords");

test("only the password is right, however it was typed", () => {
  const stored = hashPassword(random, "Žluťoučký kůň", 2);
  expect(isPassword("Žluťoučký kůň", stored, 2)).toBe(true);
  expect(isPassword("Žluťoučký kůň".normalize("NFD"), stored, 2)).toBe(true);
  expect(isPassword("žluťoučký kůň", stored, 2)).toBe(false);
  expect(isPassword("", stored, 2)).toBe(false);
});

test("the same password is never stored as the same text, nor as itself", () => {
  const [one, other] = [hashPassword(random, "secret!!", 2), hashPassword(random, "secret!!", 2)];
  expect(one).not.toBe(other);
  expect(one).not.toContain("secret!!");
});

test("a hash keeps its own cost when the setting is raised", () => {
  const stored = hashPassword(random, "secret!!", 2);
  expect(isPassword("secret!!", stored, 1_024)).toBe(true);
});

test.each([2, DEFAULT_SETTINGS.passwordHashCost])(
  "made aside or on the spot, a hash of the cost %d is the same",
  async (cost) => {
    const aside = await hashPasswordAside(random, "secret!!", cost);
    expect(isPassword("secret!!", aside, cost)).toBe(true);
    const onTheSpot = hashPassword(random, "secret!!", cost);
    expect(await isPasswordAside("secret!!", onTheSpot, cost)).toBe(true);
    expect(await isPasswordAside("secret!", onTheSpot, cost)).toBe(false);
    expect(await isPasswordAside("secret!!", null, cost)).toBe(false);
  },
);

test("others are served while the shop's own hash is made", async () => {
  let served = false;
  setImmediate(() => {
    served = true;
  });
  await hashPasswordAside(random, "secret!!", DEFAULT_SETTINGS.passwordHashCost);
  expect(served).toBe(true);
});

test("nobody's password is right for a customer who is not there", () => {
  expect(isPassword("", null, 2)).toBe(false);
  expect(isPassword("secret!!", null, 2)).toBe(false);
});
