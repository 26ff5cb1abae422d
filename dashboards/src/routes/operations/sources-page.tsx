import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function SourcesPage() {
  return <PageHead title={text.nav.operations} />;
}
