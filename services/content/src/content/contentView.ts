import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { type CampaignEvent, foldCampaigns, nameCampaigns } from "../campaign/campaignNames.ts";
import type { PerformanceCounted } from "../performance/performance.ts";
import { addPerformance } from "../performance/performanceRows.ts";
import { replaceChunks } from "./chunkRows.ts";
import type { ContentEvent, TextWritten } from "./contentEvents.ts";
import { type Entry, type Key, loadRows, showNewest, standingOf, upsertRows } from "./contentRow.ts";
import { evolveStanding } from "./standing.ts";
import { type NewVersion, versionOf, writeVersions } from "./versionRows.ts";

const contentEventTypes = [
  "content_created",
  "content_edited",
  "campaign_assigned",
  "content_submitted",
  "content_approved",
  "content_rejected",
  "publication_scheduled",
  "schedule_cancelled",
  "content_published",
  "content_unpublished",
  "content_archived",
] as const satisfies ReadonlyArray<ContentEvent["type"]>;
const ofContent = new Set<string>(contentEventTypes);

/** `content_library`, `content_versions`, `content_chunks`, `content_performance` and `campaign_names`, from this service's own log. */
export const contentView: PostgresView = {
  kind: "postgres",
  name: "content_library",
  version: 1,
  tables: ["content_library", "content_versions", "content_chunks", "content_performance", "campaign_names"],
  types: new Set([...contentEventTypes, "text_written", "performance_counted", "campaign_named", "campaign_purged"]),
  // a text may have 5 MiB
  batchSize: 50,
  async apply(client, events) {
    const entries = await loadEntries(client, events);
    const versions: NewVersion[] = [];
    const texts: Array<RecordedEvent<string, TextWritten["data"]>> = [];
    const campaigns: CampaignEvent[] = [];
    const counted: Array<RecordedEvent<string, PerformanceCounted["data"]>> = [];
    for (const event of events) {
      if (ofContent.has(event.type)) fold(entries, event, versions);
      else if (event.type === "text_written") {
        texts.push(event);
        entryOf(entries, event.tenantId, event.data.contentId).newText = true;
      } else if (event.type === "performance_counted") counted.push(event);
      else campaigns.push(event as unknown as CampaignEvent);
    }
    const dirty = [...entries.values()].filter((e) => e.dirty);
    await writeVersions(client, versions, texts);
    if (dirty.length > 0) await upsertRows(client, dirty);
    const retold = [...entries.values()].filter((e) => e.newText);
    if (retold.length > 0) await showNewest(client, retold);
    await foldCampaigns(client, campaigns);
    await nameCampaigns(client, dirty, campaigns);
    await addPerformance(client, counted);
    await replaceChunks(client, [...new Set([...dirty, ...retold])], texts);
  },
};

const keyOf = (tenantId: string, contentId: string): string => `${tenantId}${contentId}`;

const loadEntries = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<Map<string, Entry>> => {
  const wanted = new Map<string, Key>();
  for (const e of events)
    if (ofContent.has(e.type) || e.type === "text_written")
      wanted.set(keyOf(e.tenantId, e.data.contentId), { tenantId: e.tenantId, contentId: e.data.contentId });
  if (wanted.size === 0) return new Map();
  const rows = await loadRows(client, [...wanted.values()]);
  return new Map(
    rows.map((row) => [
      keyOf(row.tenant_id, row.content_id),
      {
        tenantId: row.tenant_id,
        contentId: row.content_id,
        standing: standingOf(row),
        streamVersion: row.stream_version,
        campaignName: row.campaign_name,
        dirty: false,
        newText: false,
      },
    ]),
  );
};

const entryOf = (entries: Map<string, Entry>, tenantId: string, contentId: string): Entry => {
  const key = keyOf(tenantId, contentId);
  let entry = entries.get(key);
  if (!entry) {
    entry = { tenantId, contentId, standing: null, streamVersion: 0, campaignName: null, dirty: false, newText: false };
    entries.set(key, entry);
  }
  return entry;
};

const fold = (entries: Map<string, Entry>, recorded: RecordedEvent, versions: NewVersion[]): void => {
  const event = recorded as unknown as ContentEvent;
  const entry = entryOf(entries, recorded.tenantId, event.data.contentId);
  entry.standing = evolveStanding(entry.standing, event);
  entry.streamVersion = recorded.version;
  entry.dirty = true;
  if (event.type === "campaign_assigned") entry.campaignName = null;
  if (event.type === "content_created" || event.type === "content_edited") {
    entry.newText = true;
    versions.push(versionOf(recorded, event));
  }
};
