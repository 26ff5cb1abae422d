import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";

export function ReplaysPage() {
  return <PageHead title={text.nav.replays} />;
}
