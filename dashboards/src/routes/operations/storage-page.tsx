import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function StoragePage() {
  return <PageHead title={text.nav.operations} />;
}
