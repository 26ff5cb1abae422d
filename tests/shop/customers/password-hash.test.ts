import { expect, test } from "vitest";
import { hashPassword, isPassword } from "#shop/customers/password-hash.ts";
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

test("the shop's own cost fits into scrypt's memory", () => {
  const stored = hashPassword(random, "secret!!", DEFAULT_SETTINGS.passwordHashCost);
  expect(isPassword("secret!!", stored, DEFAULT_SETTINGS.passwordHashCost)).toBe(true);
});

test("nobody's password is right for a customer who is not there", () => {
  expect(isPassword("", null, 2)).toBe(false);
  expect(isPassword("secret!!", null, 2)).toBe(false);
});
