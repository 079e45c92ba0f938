import { notFound } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import { type Aggregate, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, type Handled } from "@marketing/shared/command/execute";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Catalogue, type CatalogueEvent, catalogueChanges, catalogueStream, foldCatalogue, lastNamed, named } from "./catalogue.ts";
import { type SegmentCommand, type SegmentRequest, segmentDecider } from "./decide.ts";
import type { SegmentEvent } from "./events.ts";
import type { SegmentState } from "./state.ts";

const segment: Aggregate<SegmentState, SegmentCommand, SegmentEvent> = { category: "segment", decider: segmentDecider };

const loadCatalogue = async (log: EventLog, tenantId: string): Promise<Catalogue> =>
  // the codec has made each of them an event of this stream's kind, or thrown
  foldCatalogue((await log.readStreamAll(tenantId, catalogueStream(tenantId))) as ReadonlyArray<Recorded<CatalogueEvent>>);

/** The segment meant by an id or a name. Throws NOT_FOUND for a name that none has. */
const segmentIdOf = (catalogue: Catalogue, idOrName: string): string => {
  if (isUuid(idOrName)) return idOrName.toLowerCase();
  const entry = named(catalogue, idOrName) ?? lastNamed(catalogue, idOrName);
  if (!entry) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return entry.segmentId;
};

/** By id or name. Throws NOT_FOUND. */
export const loadSegment = async (log: EventLog, tenantId: string, idOrName: string): Promise<SegmentState> => {
  const segmentId = isUuid(idOrName) ? idOrName.toLowerCase() : segmentIdOf(await loadCatalogue(log, tenantId), idOrName);
  const { state, version } = await load(log, segment, tenantId, segmentId);
  if (version === 0) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return state;
};

/** A command about the segment of this id or name. Where the catalogue has changed in between it is decided again on the newer one. */
export const commandSegment = (caller: Caller, idOrName: string, request: SegmentRequest): Promise<Handled<SegmentState, SegmentEvent>> => {
  const { log, tenantId } = caller;
  return execute(caller, segment, async () => {
    const catalogue = await loadCatalogue(log, tenantId);
    return {
      current: await load(log, segment, tenantId, segmentIdOf(catalogue, idOrName)),
      command: { ...request, catalogue },
      alongside: (events, before) => {
        const changes = catalogueChanges(events, before);
        return changes.length === 0 ? [] : [{ streamId: catalogueStream(tenantId), expected: catalogue.version, events: changes }];
      },
    };
  });
};
