import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function OrderNumbersPage() {
  return <PageHead title={text.nav.orderNumbers} />;
}
