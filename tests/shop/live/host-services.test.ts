import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { RealClock } from "#shop/clock/real-clock.ts";
import { hostSystems } from "#shop/live/host-services.ts";
import { HttpServices, type ServiceAddress } from "#shop/services/http-services.ts";
import { handler, operation } from "#shop/services/operation.ts";

const addresses = new Map<string, ServiceAddress>();
const systems = hostSystems(addresses);
afterEach(() => systems.close());

test("a system answers to the shop, and to no other program or page of the machine", async () => {
  const done: string[] = [];
  const pay = operation({
    name: "pay",
    method: "POST",
    path: "/payments",
    summary: "Pay",
    input: z.strictObject({}),
    answer: z.object({ paid: z.boolean() }),
  });
  for (const name of ["gateway", "other"]) {
    await systems.add([
      {
        name,
        handlers: [
          handler(pay, () => {
            done.push(name);
            return { paid: true };
          }),
        ],
      },
    ]);
  }
  const url = `${addresses.get("gateway")?.url}/payments`;
  const strangers: Record<string, string>[] = [
    {},
    { "content-type": "text/plain", origin: "https://elsewhere.example" },
    { authorization: "Bearer guess" },
    { authorization: addresses.get("other")?.authorization ?? "" },
  ];
  for (const headers of strangers) {
    const refused = await fetch(url, { method: "POST", headers });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      code: "unauthorized",
      detail: "Only the shop itself may ask gateway.",
    });
  }
  expect(done).toEqual([]);
  const services = new HttpServices({ clock: new RealClock(), addresses });
  expect(await services.call("gateway", pay, {})).toEqual({ paid: true });
  expect(done).toEqual(["gateway"]);
});
