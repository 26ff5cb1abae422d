import swaggerUi from "@fastify/swagger-ui";
import { completeDocument } from "./complete-document.ts";
import type { ApiInstance } from "./context.ts";

/**
 * `/openapi.json` and the readable page `/docs`, under the same content policy as every page: its
 * scripts and styles are files of the package.
 */
export async function addDocumentation(app: ApiInstance): Promise<void> {
  let document: string | null = null;
  app.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(completeDocument(app.swagger()));
    return reply.type("application/json; charset=utf-8").send(document);
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    // The other layout has a bar whose logo carries an inline style, which the content policy
    // forbids.
    uiConfig: { layout: "BaseLayout", deepLinking: true, docExpansion: "list" },
    transformSpecification: completeDocument,
    transformSpecificationClone: false,
    theme: { title: "Tracewell API" },
  });
}
