import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function IncidentsPage() {
  return <PageHead title={text.nav.incidents} />;
}
