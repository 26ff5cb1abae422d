import type { ApiInstance } from "./context.ts";

/** The address of every file of the pages; it says nothing of what there is. */
const EVERYTHING = "/*";

/** Which methods an address takes, to tell a wrong method from a wrong address. */
export class KnownMethods {
  readonly #routes: { readonly pattern: URLPattern; readonly methods: readonly string[] }[] = [];

  /** Learns of every route that is added after it. */
  watch(app: ApiInstance): void {
    app.addHook("onRoute", ({ url, method }) => {
      if (url === EVERYTHING) return;
      this.#routes.push({
        pattern: new URLPattern({ pathname: url }),
        methods: typeof method === "string" ? [method] : method,
      });
    });
  }

  /** Ascending, without doubles; empty for an unknown address. */
  of(pathname: string): string[] {
    const found = this.#routes.filter(({ pattern }) => pattern.test({ pathname }));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  }
}
