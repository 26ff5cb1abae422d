import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { CATALOG, catalogProvider } from "#shop/catalog/catalog-provider.ts";
import { loadProducts } from "#shop/catalog/load-products.ts";
import { RealClock } from "#shop/clock/real-clock.ts";
import { CRM, crmProvider } from "#shop/crm/crm-provider.ts";
import { loadCustomers } from "#shop/crm/load-customers.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { hostSystems } from "#shop/live/host-services.ts";
import { HttpServices, type ServiceAddress } from "#shop/services/http-services.ts";
import { openShop } from "../open-shop.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A shop that reaches its catalog and its CRM over HTTP. */
function shopOverHttp(addresses: ReadonlyMap<string, ServiceAddress>) {
  const open = openShop();
  closing.push(() => open[Symbol.asyncDispose]());
  const services = new HttpServices({ clock: new RealClock(), addresses });
  return { ...open.shop, services, events: () => open.events() };
}

test("catalog and CRM are served over HTTP, whole or malformed", async () => {
  const failing = new Set<FaultName>();
  const faults = { strikes: (fault: FaultName) => failing.delete(fault) };
  const addresses = new Map<string, ServiceAddress>();
  const systems = hostSystems(addresses);
  closing.push(() => systems.close());
  await systems.add([catalogProvider({ faults }), crmProvider({ faults })]);
  const shop = shopOverHttp(addresses);
  const dataOf = async (name: string): Promise<unknown> => {
    const { url = "", authorization = "" } = addresses.get(name) ?? {};
    return (await fetch(`${url}/api/data`, { headers: { authorization } })).json();
  };
  const { produits } = (await dataOf(CATALOG)) as { produits: unknown[] };
  expect((await loadProducts(shop)).count).toBe(produits.length);
  expect(await dataOf(CRM)).toBeInstanceOf(Array);
  expect((await loadCustomers(shop)).count).toBeGreaterThan(20);
  for (let count = 0; count < 5; count += 1) {
    failing.add("catalog.malformed");
    await expect(loadProducts(shop)).rejects.toMatchObject({ code: "malformed-answer" });
    failing.add("crm.malformed");
    await expect(loadCustomers(shop)).rejects.toMatchObject({ code: "malformed-answer" });
  }
  const rejected = shop.events().filter(({ type }) => type.endsWith(".rejected"));
  expect(rejected).toHaveLength(10);
});

test("codes and prices that a double does not hold keep their digits on the way", async () => {
  const body = `{"produits": [
    {"codeProduit": 13297323620002339, "descriptionProduit": "", "familleProduit": "F", "prix": 19.90}
  ]}`;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const shop = shopOverHttp(new Map([[CATALOG, { url: `http://127.0.0.1:${port}` }]]));
  await loadProducts(shop);
  expect(shop.events().at(-1)?.attributes).toMatchObject({
    received: [{ code: "13297323620002339", id: null, quantityMin: null, packaging: null }],
  });
});
