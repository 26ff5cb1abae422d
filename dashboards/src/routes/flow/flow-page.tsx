import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function FlowPage() {
  return <PageHead title={text.nav.flow} />;
}
