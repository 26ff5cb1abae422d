import "./shop.css";
import { getRouteApi } from "@tanstack/react-router";
import { PageParts } from "../../components/page-parts.tsx";
import { text } from "../../messages/current.ts";
import { pages, SHOP_PARTS } from "../../path-builder.ts";
import { PageNotFound } from "../frame.tsx";
import { CustomersPart } from "./customers-part.tsx";
import { ProductsPart } from "./products-part.tsx";
import { SchedulerPart } from "./scheduler-part.tsx";
import { SimulatorPart } from "./simulator-part.tsx";

const route = getRouteApi("/shop/$part");

const PARTS = {
  products: ProductsPart,
  customers: CustomersPart,
  scheduler: SchedulerPart,
  simulator: SimulatorPart,
} as const;

/** The shop as its operators run it: what it sells and to whom, what it does by itself, what goes wrong in it. */
export function ShopPage() {
  const { part } = route.useParams();
  const shown = SHOP_PARTS.find((known) => known === part);
  if (shown === undefined) return <PageNotFound />;
  const Part = PARTS[shown];
  return (
    <div className="shop">
      <PageParts
        label={text.shop.parts}
        parts={SHOP_PARTS.map((known) => ({
          href: pages.shop(known),
          name: text.nav.shopParts[known],
        }))}
      />
      <Part key={shown} />
    </div>
  );
}
