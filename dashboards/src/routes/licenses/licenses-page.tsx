import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function LicensesPage() {
  return <PageHead title={text.nav.licenses} />;
}
