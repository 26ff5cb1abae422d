import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function ShopPage() {
  return <PageHead title={text.nav.shop} />;
}
