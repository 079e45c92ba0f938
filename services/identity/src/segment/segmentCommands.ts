import { AppendError } from "@marketing/shared/base/appendError";
import { notFound } from "@marketing/shared/base/errors";
import type { EventMetadata } from "@marketing/shared/base/event";
import { appendIdOf, isUuid } from "@marketing/shared/base/ids";
import { type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Catalogue, foldCatalogue, lastNamed, named } from "./catalogue.ts";
import { catalogued, type SegmentCommand, type SegmentState, segmentDecider } from "./segment.ts";
import { catalogueStream, type SegmentEvent, segmentStream } from "./segmentEvents.ts";

export interface SegmentCaller {
  readonly log: EventLog;
  readonly tenantId: string;
  readonly rpc: string;
  readonly requestId: string | null;
  readonly expectedVersion: number | null;
  readonly metadata: EventMetadata;
}

const attempts = 20;

export const loadCatalogue = async (log: EventLog, tenantId: string): Promise<Catalogue> =>
  foldCatalogue(await log.readStreamAll(tenantId, catalogueStream(tenantId)));

/** The segment meant by an id or a name. Throws NOT_FOUND for a name that none has. */
export const segmentIdOf = (catalogue: Catalogue, segment: string): string => {
  if (isUuid(segment)) return segment.toLowerCase();
  const entry = named(catalogue, segment) ?? lastNamed(catalogue, segment);
  if (!entry) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return entry.segmentId;
};

export const loadSegment = async (log: EventLog, tenantId: string, segment: string): Promise<SegmentState> => {
  const segmentId = isUuid(segment) ? segment.toLowerCase() : segmentIdOf(await loadCatalogue(log, tenantId), segment);
  const events = await log.readStreamAll(tenantId, segmentStream(segmentId));
  if (events.length === 0) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return events.reduce((s, e) => segmentDecider.evolve(s, e as unknown as SegmentEvent), segmentDecider.initialState);
};

type Distributed<C> = C extends SegmentCommand ? Omit<C, "catalogue"> : never;

/** `segment`: an id or a name. What the catalogue said is looked up anew whenever it changed in between. */
export const changeSegment = async (
  caller: SegmentCaller,
  segment: string,
  command: Distributed<SegmentCommand>,
): Promise<Handled<SegmentState, SegmentEvent>> => {
  const { log, tenantId, rpc, requestId, expectedVersion, metadata } = caller;
  for (let attempt = 1; ; attempt++) {
    const catalogue = await loadCatalogue(log, tenantId);
    try {
      return await handleCommand({
        log,
        decider: segmentDecider,
        tenantId,
        streamId: segmentStream(segmentIdOf(catalogue, segment)),
        command: { ...command, catalogue } as SegmentCommand,
        appendId: requestId === null ? undefined : appendIdOf(tenantId, rpc, requestId),
        expectedVersion: expectedVersion ?? undefined,
        metadata,
        alongside: (events, before) => {
          const changes = catalogued(events, before);
          return changes.length === 0 ? [] : [{ streamId: catalogueStream(tenantId), expected: catalogue.version, events: changes }];
        },
      });
    } catch (error) {
      const behind = error instanceof AppendError && error.streamId === catalogueStream(tenantId);
      if (!behind || attempt === attempts) throw error;
    }
  }
};
