import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function GiftCardsPage() {
  return <PageHead title={text.nav.giftCards} />;
}
