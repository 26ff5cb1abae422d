import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { readFindSearch } from "./routes/find/find-search.ts";
import { Frame, PageFailed, PageNotFound } from "./routes/frame.tsx";
import { readLiveSearch } from "./routes/live/live-search.ts";
import { readQuarantineSearch } from "./routes/operations/quarantine-search.ts";
import { parseSearch, stringifySearch } from "./routes/search-text.ts";
import { readTimelineSearch } from "./routes/timeline/timeline-search.ts";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
});

const find = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readFindSearch,
  component: lazyRouteComponent(() => import("./routes/find/find-page.tsx"), "FindPage"),
});

const timeline = createRoute({
  getParentRoute: () => root,
  path: "/transactions/$id",
  validateSearch: readTimelineSearch,
  component: lazyRouteComponent(
    () => import("./routes/timeline/timeline-page.tsx"),
    "TimelinePage",
  ),
});

const live = createRoute({
  getParentRoute: () => root,
  path: "/live",
  validateSearch: readLiveSearch,
  component: lazyRouteComponent(() => import("./routes/live/live-page.tsx"), "LivePage"),
});

const operations = createRoute({
  getParentRoute: () => root,
  path: "/operations",
  beforeLoad: () => {
    throw redirect({ to: "/operations/quarantine" });
  },
});

const quarantine = createRoute({
  getParentRoute: () => root,
  path: "/operations/quarantine",
  validateSearch: readQuarantineSearch,
  component: lazyRouteComponent(
    () => import("./routes/operations/quarantine-page.tsx"),
    "QuarantinePage",
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([find, timeline, live, operations, quarantine]),
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
