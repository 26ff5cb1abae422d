import { expect, test } from "vitest";
import { readSecret, signedHeaders, writeSecret } from "#query/alerts/webhook-signature.ts";

test("signs as the example of Standard Webhooks is signed", () => {
  const headers = signedHeaders({
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timeMs: 1_614_265_330_999,
    body: '{"test": 2432232314}',
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  });
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("reads back the secret that it writes", () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_none, place) => place * 7));
  expect(readSecret(writeSecret(bytes))).toEqual(bytes);
});

test.each([
  "",
  "whsec_",
  "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  `whsec_${Buffer.alloc(23).toString("base64")}`,
  `whsec_${Buffer.alloc(65).toString("base64")}`,
  "whsec_!!!KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwxx",
])("refuses %j without showing it", (secret) => {
  expect(() => readSecret(secret)).toThrow(
    "The secret must be whsec_ and 24 to 64 bytes in base64.",
  );
});
