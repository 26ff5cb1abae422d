import { PageLink } from "../../components/page-link.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** No record carries the ID: what that says, and what is close to it. `isPart`: beside a page with a heading. */
export function NoSuchObject(props: {
  readonly type: string;
  readonly id: string;
  readonly isPart?: boolean;
}) {
  const { type, id, isPart = false } = props;
  const Heading = isPart ? "h2" : "h1";
  return (
    <section className="problem">
      <Heading>{text.timeline.notFound}</Heading>
      <p className="mono breaking">{id}</p>
      <p>{text.timeline.notFoundWhy(type)}</p>
      <p>
        <PageLink className="button" href={pages.find({ q: id, as: "id" })}>
          {text.timeline.notFoundNext}
        </PageLink>
      </p>
    </section>
  );
}
