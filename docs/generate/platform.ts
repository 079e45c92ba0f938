/** The five services as documentation sees them: what they publish, an event of each kind, and what their RPCs ask for. */

import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PublicEvent } from "@marketing/shared/bus/cloudEvent";
import { type PublicType, publisherOf } from "@marketing/shared/bus/publisher";
import type { Method } from "@marketing/shared/grpc/method";
import type { Implementation } from "@marketing/shared/grpc/server";
import type { EventGroup } from "@marketing/shared/log/defineEvents";
import { operations } from "@marketing/shared/operations/operations";
import { implementations as campaign } from "../../services/campaign/src/grpc.ts";
import * as campaignPublish from "../../services/campaign/src/publish.ts";
import { publishSamples as campaignSamples } from "../../services/campaign/src/publishTesting.ts";
import { implementations as content } from "../../services/content/src/grpc.ts";
import * as contentPublish from "../../services/content/src/publish.ts";
import { publishSamples as contentSamples } from "../../services/content/src/publishTesting.ts";
import { identityEvents, identityService } from "../../services/identity/src/service.ts";
import { implementations as lead } from "../../services/lead/src/grpc.ts";
import * as leadPublish from "../../services/lead/src/publish.ts";
import { publishSamples as leadSamples } from "../../services/lead/src/publishTesting.ts";
import * as trackingPublish from "../../services/tracking/src/publish.ts";
import { publishSamples as trackingSamples } from "../../services/tracking/src/publishTesting.ts";
import { trackingService } from "../../services/tracking/src/service.ts";

export interface Publishing {
  readonly service: string;
  readonly publish: (event: RecordedEvent<never, never>) => PublicEvent | null;
  readonly publicTypes: ReadonlyArray<PublicType>;
  readonly samples: ReadonlyArray<readonly [streamId: string, event: { readonly type: string; readonly data: object }]>;
}

const published = (service: string, events: ReadonlyArray<EventGroup>): Publishing => {
  const { publish, types: publicTypes, samples } = publisherOf(events);
  return { service, publish, publicTypes, samples };
};

export const publishing: ReadonlyArray<Publishing> = [
  published("identity", identityEvents),
  { service: "tracking", ...trackingPublish, samples: trackingSamples },
  { service: "campaign", ...campaignPublish, samples: campaignSamples },
  { service: "lead", ...leadPublish, samples: leadSamples },
  { service: "content", ...contentPublish, samples: contentSamples },
];

/** Stands for a log, a pool, anything: methods are made of it and never called. */
const nothing: never = new Proxy(() => undefined, { get: () => nothing, apply: () => nothing }) as never;

const served = (): ReadonlyArray<Implementation> => [
  ...identityService(nothing).implementations(nothing),
  ...trackingService.implementations(nothing),
  ...campaign(nothing, { taskRetryBaseMs: 0 }),
  ...lead(nothing),
  ...content(nothing),
  operations(nothing),
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
