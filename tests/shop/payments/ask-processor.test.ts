import { expect, test } from "vitest";
import { ShopError, type ShopErrorCode } from "#shop/errors.ts";
import { ask } from "#shop/payments/ask-processor.ts";

function failure(code: ShopErrorCode, detail: Record<string, unknown> = {}): ShopError {
  return new ShopError(code, "It went wrong.", { detail });
}

test("an answer is heard as it is", async () => {
  const answer = { outcome: "declined", gatewayState: "REFUSED", reason: "expired card" } as const;
  expect(await ask(Promise.resolve(answer))).toEqual({ kind: "answered", answer });
});

test.each([
  ["no answer in time", failure("service-timeout"), "unknown"],
  ["an answer that cannot be read", failure("malformed-answer"), "unknown"],
  ["a failure within", failure("service-refused", { code: "internal" }), "unknown"],
  ["a refusal in other words", failure("service-refused", { code: "unknown" }), "unknown"],
  ["nobody there", failure("service-unavailable"), "not-done"],
  ["a refusal", failure("service-refused", { code: "wrong-state" }), "not-done"],
] as const)("%s", async (_name, error, kind) => {
  expect(await ask(Promise.reject(error))).toMatchObject({ kind });
});

test("a fault of our own is not taken for an answer", async () => {
  await expect(ask(Promise.reject(failure("internal")))).rejects.toMatchObject({
    code: "internal",
  });
  await expect(ask(Promise.reject(new TypeError("ours")))).rejects.toThrow(TypeError);
});
