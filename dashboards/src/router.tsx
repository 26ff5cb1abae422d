import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { pages } from "./path-builder.ts";
import { readFindSearch } from "./routes/find/find-search.ts";
import { readFlowSearch } from "./routes/flow/flow-search.ts";
import { Frame, PageFailed, PageNotFound } from "./routes/frame.tsx";
import { readGiftCardsSearch } from "./routes/gift-cards/gift-cards-search.ts";
import { readIncidentSearch, readIncidentsSearch } from "./routes/incidents/incidents-search.ts";
import { readLicensesSearch } from "./routes/licenses/licenses-search.ts";
import { readLiveSearch } from "./routes/live/live-search.ts";
import { readExportsSearch } from "./routes/operations/exports-search.ts";
import { readQuarantineSearch } from "./routes/operations/quarantine-search.ts";
import { readSourcesSearch } from "./routes/operations/sources-search.ts";
import { readOrderNumbersSearch } from "./routes/order-numbers/order-numbers-search.ts";
import { readReplaysSearch } from "./routes/replays/replays-search.ts";
import { parseSearch, stringifySearch } from "./routes/search-text.ts";
import { readShopSearch } from "./routes/shop/shop-search.ts";
import { readTimelineSearch } from "./routes/timeline/timeline-search.ts";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
});
const getParentRoute = () => root;

const find = createRoute({
  getParentRoute,
  path: "/",
  validateSearch: readFindSearch,
  component: lazyRouteComponent(() => import("./routes/find/find-page.tsx"), "FindPage"),
});

const timelinePage = lazyRouteComponent(
  () => import("./routes/timeline/timeline-page.tsx"),
  "TimelinePage",
);
/** A page of one object; its address tells the type. */
const timeline = <const Path extends string>(path: Path) =>
  createRoute({
    getParentRoute,
    path,
    validateSearch: readTimelineSearch,
    component: timelinePage,
  });

const live = createRoute({
  getParentRoute,
  path: "/live",
  validateSearch: readLiveSearch,
  component: lazyRouteComponent(() => import("./routes/live/live-page.tsx"), "LivePage"),
});

const flow = createRoute({
  getParentRoute,
  path: "/flow",
  validateSearch: readFlowSearch,
  component: lazyRouteComponent(() => import("./routes/flow/flow-page.tsx"), "FlowPage"),
});

const orderNumbers = createRoute({
  getParentRoute,
  path: "/order-numbers",
  validateSearch: readOrderNumbersSearch,
  component: lazyRouteComponent(
    () => import("./routes/order-numbers/order-numbers-page.tsx"),
    "OrderNumbersPage",
  ),
});

const giftCards = createRoute({
  getParentRoute,
  path: "/gift-cards",
  validateSearch: readGiftCardsSearch,
  component: lazyRouteComponent(
    () => import("./routes/gift-cards/gift-cards-page.tsx"),
    "GiftCardsPage",
  ),
});

const licenses = createRoute({
  getParentRoute,
  path: "/licenses",
  validateSearch: readLicensesSearch,
  component: lazyRouteComponent(
    () => import("./routes/licenses/licenses-page.tsx"),
    "LicensesPage",
  ),
});

const replays = createRoute({
  getParentRoute,
  path: "/replays",
  validateSearch: readReplaysSearch,
  component: lazyRouteComponent(() => import("./routes/replays/replays-page.tsx"), "ReplaysPage"),
});

const incidents = createRoute({
  getParentRoute,
  path: "/incidents",
  validateSearch: readIncidentsSearch,
  component: lazyRouteComponent(
    () => import("./routes/incidents/incidents-page.tsx"),
    "IncidentsPage",
  ),
});
const incident = createRoute({
  getParentRoute,
  path: "/incidents/$incidentId",
  validateSearch: readIncidentSearch,
  component: lazyRouteComponent(
    () => import("./routes/incidents/incident-page.tsx"),
    "IncidentPage",
  ),
});

/** A screen of several parts opens at its first. */
const opensAt = <const Path extends string>(path: Path, href: string) =>
  createRoute({
    getParentRoute,
    path,
    beforeLoad: () => {
      throw redirect({ href });
    },
  });

const shop = createRoute({
  getParentRoute,
  path: "/shop/$part",
  validateSearch: readShopSearch,
  component: lazyRouteComponent(() => import("./routes/shop/shop-page.tsx"), "ShopPage"),
});

const sources = createRoute({
  getParentRoute,
  path: "/operations/sources",
  validateSearch: readSourcesSearch,
  component: lazyRouteComponent(
    () => import("./routes/operations/sources-page.tsx"),
    "SourcesPage",
  ),
});
const quarantine = createRoute({
  getParentRoute,
  path: "/operations/quarantine",
  validateSearch: readQuarantineSearch,
  component: lazyRouteComponent(
    () => import("./routes/operations/quarantine-page.tsx"),
    "QuarantinePage",
  ),
});
const storage = createRoute({
  getParentRoute,
  path: "/operations/storage",
  component: lazyRouteComponent(
    () => import("./routes/operations/storage-page.tsx"),
    "StoragePage",
  ),
});
const exports = createRoute({
  getParentRoute,
  path: "/operations/exports",
  validateSearch: readExportsSearch,
  component: lazyRouteComponent(
    () => import("./routes/operations/exports-page.tsx"),
    "ExportsPage",
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    find,
    timeline("/transactions/$id"),
    timeline("/orders/$id"),
    timeline("/quotes/$id"),
    timeline("/gift-cards/$id"),
    timeline("/licenses/$id"),
    timeline("/payments/$id"),
    timeline("/objects/$type/$id"),
    live,
    flow,
    orderNumbers,
    giftCards,
    licenses,
    replays,
    incidents,
    incident,
    opensAt("/shop", pages.shop()),
    shop,
    opensAt("/operations", pages.operations()),
    sources,
    quarantine,
    storage,
    exports,
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
