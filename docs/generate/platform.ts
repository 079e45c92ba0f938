/** The five services as documentation sees them: what they publish, an event of each kind, and what their RPCs ask for. */

import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PublicEvent } from "@marketing/shared/bus/cloudEvent";
import { type PublicType, publisherOf } from "@marketing/shared/bus/publisher";
import { directoryRpcs } from "@marketing/shared/directory/rpcs";
import type { Method } from "@marketing/shared/grpc/method";
import type { Implementation } from "@marketing/shared/grpc/server";
import { operations } from "@marketing/shared/operations/operations";
import { privacyRpcs } from "@marketing/shared/privacy/rpcs";
import type { ServiceDefinition } from "@marketing/shared/service/runtime";
import { campaignService } from "../../services/campaign/src/service.ts";
import { contentService } from "../../services/content/src/service.ts";
import { identityService } from "../../services/identity/src/service.ts";
import { leadService } from "../../services/lead/src/service.ts";
import { trackingService } from "../../services/tracking/src/service.ts";

export interface Publishing {
  readonly service: string;
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly publicTypes: ReadonlyArray<PublicType>;
  readonly samples: ReadonlyArray<readonly [streamId: string, event: { readonly type: string; readonly data: object }]>;
}

const publishingOf = ({ name, events }: ServiceDefinition): Publishing => {
  const { publish, types, samples } = publisherOf(events);
  return { service: name, publish, publicTypes: types, samples };
};

/** What it may be told has no part in what it says and answers. */
const campaign = campaignService({
  scheduleSweepMs: 0,
  leaseSweepMs: 0,
  taskRetryBaseMs: 0,
  attributionSweepMs: 0,
  attributionSettleMs: 0,
});
const lead = leadService({ decayAfterMs: 0, decayEveryMs: 0 });
const identity = identityService({ sessionSweepMs: 0, sessionGraceMs: 0, patternDebounceMs: 0, claimWindowDays: 0 });
const content = contentService({ schedulePollMs: 0 });

export const publishing: ReadonlyArray<Publishing> = [
  publishingOf(identity),
  publishingOf(trackingService),
  publishingOf(campaign),
  publishingOf(lead),
  publishingOf(content),
];

/** Stands for a log, a pool, anything: methods are made of it and never called. */
const nothing: never = new Proxy(() => undefined, { get: () => nothing, apply: () => nothing }) as never;

const served = (): ReadonlyArray<Implementation> => [
  ...identity.implementations(nothing),
  ...trackingService.implementations(nothing),
  ...campaign.implementations(nothing),
  ...lead.implementations(nothing),
  ...content.implementations(nothing),
  directoryRpcs(nothing),
  operations(nothing),
  privacyRpcs([], nothing),
];

/** What each RPC asks of its caller, by "marketing.lead.v1.LeadService.GetLead". */
export const methodsByName = (): ReadonlyMap<string, Method> =>
  new Map(
    served().flatMap((one) =>
      Object.entries(one.methods).map(
        ([name, method]) => [`${one.package}.${one.name}.${name[0]!.toUpperCase()}${name.slice(1)}`, method] as const,
      ),
    ),
  );
