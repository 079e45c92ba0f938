import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { conversionsPolicy } from "./revenue/conversions.ts";
import { campaignLeadsView, knownSegmentsView, personLinksView, touchesView } from "./revenue/heard.ts";

/** What campaign hears from others: touches from tracking, merges and segments from identity, leads and their conversions from lead. */
export const foreignSubscriptions = (
  { foreign }: Pick<ServiceContext, "foreign">,
  options: { readonly settleMs: number },
): ReadonlyArray<Subscription> => {
  const hears = (stream: string, view: PostgresView): Subscription => ({ view, source: foreign(stream, { types: [...view.types!] }) });
  return [
    hears("TRACKING", touchesView),
    hears("IDENTITY", personLinksView),
    hears("IDENTITY", knownSegmentsView),
    hears("LEAD", campaignLeadsView),
    hears("LEAD", conversionsPolicy(options.settleMs)),
  ];
};
