import { ELASTICSEARCH_SUPPORTS } from "#storage/index/elasticsearch/event-index-reader.ts";
import { describeEventIndexContract } from "../contract/event-index-contract.ts";
import { openStore } from "./temporary-index.ts";

describeEventIndexContract({
  name: "elasticsearch",
  open: openStore,
  supports: ELASTICSEARCH_SUPPORTS,
  settle: () => Promise.resolve(),
});
