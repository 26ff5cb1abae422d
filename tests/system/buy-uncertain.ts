import type { PlacedAnswer } from "#shop/storefront/operations.ts";

type Call = <Answer>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ readonly body: Answer }>;

/** Buys a license with a card whose gateway takes the money and is not heard. */
export async function buyUncertain(shop: { readonly call: Call }): Promise<PlacedAnswer> {
  const { body } = await shop.call<{ items: { code: string; kind: string }[] }>(
    "GET",
    "/stores/europe/products",
  );
  const product = body.items.find(({ kind }) => kind === "license")?.code;
  const visit = await shop.call<{ transactionId: string; session: string }>("POST", "/visits", {
    store: "europe",
    product,
  });
  const { transactionId, session } = visit.body;
  const mine = { "shop-session": session };
  await shop.call("POST", `/visits/${transactionId}/items`, { product }, mine);
  await shop.call("POST", `/visits/${transactionId}/checkout`, {}, mine);
  const placed = await shop.call<PlacedAnswer>(
    "POST",
    `/visits/${transactionId}/order`,
    {
      email: "jana@example.com",
      billing: { firstName: "Jana", lastName: "Nová", country: "cz" },
      methods: [{ method: "card", gateway: "card-gateway-b", cardToken: "tok-answer-lost-late" }],
    },
    mine,
  );
  return placed.body;
}
