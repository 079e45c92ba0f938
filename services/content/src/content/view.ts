import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { campaignEvents } from "../campaign/events.ts";
import { type RecordedCampaign, showCampaignNames, writeCampaignNames } from "../campaign/rows.ts";
import { performanceEvents } from "../performance/events.ts";
import { addPerformance, type RecordedCount } from "../performance/rows.ts";
import { replaceChunks } from "./chunkRows.ts";
import { type ContentEvent, contentEvents } from "./events.ts";
import { type ContentKey, type LibraryRow, libraryTable, lifecycleOf, loadRows, showNewest } from "./rows.ts";
import { evolveLifecycle, type Lifecycle } from "./state.ts";
import { textEvents } from "./textStream.ts";
import { type RecordedText, type RecordedVersion, writeVersions } from "./versionRows.ts";

const folded = allOf(contentEvents, textEvents, performanceEvents, campaignEvents);
type Folded = Recorded<EventOf<typeof folded>>;

/** A content while a batch is folded. */
interface Entry extends ContentKey {
  lifecycle: Lifecycle | null;
  streamVersion: number;
  campaignName: string | null;
  changed: boolean;
  /** Its newest version is another than before the batch, or has got its text. */
  newText: boolean;
}
type ChangedEntry = Entry & LibraryRow;

/** `content_library`, `content_versions`, `content_chunks`, `content_performance` and `campaign_names`, from this service's own log. */
export const contentView = postgresView({
  name: "content_library",
  version: 2,
  tables: ["content_library", "content_versions", "content_chunks", "content_performance", "campaign_names"],
  events: folded,
  // a text may have 5 MiB
  batchSize: 50,
  async apply(client, events) {
    const entries = await loadEntries(client, events);
    const versions: RecordedVersion[] = [];
    const texts: RecordedText[] = [];
    const campaigns: RecordedCampaign[] = [];
    const counts: RecordedCount[] = [];
    for (const event of events)
      switch (event.type) {
        case "text_written":
          texts.push(event);
          entryOf(entries, event.tenantId, event.data.contentId).newText = true;
          break;
        case "performance_counted":
          counts.push(event);
          break;
        case "campaign_named":
        case "campaign_purged":
          campaigns.push(event);
          break;
        default:
          fold(entries, event);
          if (event.type === "content_created" || event.type === "content_edited") versions.push(event);
      }
    const all = [...entries.values()];
    const changed = all.filter((e): e is ChangedEntry => e.changed);
    const withNewText = all.filter((e) => e.newText);
    await writeVersions(client, versions, texts);
    await libraryTable.upsert(client, changed);
    await showNewest(client, withNewText);
    await writeCampaignNames(client, campaigns);
    await showCampaignNames(client, changed, campaigns);
    await addPerformance(client, counts);
    await replaceChunks(client, [...new Set<ContentKey>([...changed, ...withNewText])], texts);
  },
});

const keyOf = (tenantId: string, contentId: string): string => `${tenantId}${contentId}`;
const newEntry = (key: ContentKey): Entry => ({
  ...key,
  lifecycle: null,
  streamVersion: 0,
  campaignName: null,
  changed: false,
  newText: false,
});

/** The contents that the batch is about, as their rows are before it. */
const loadEntries = async (client: PoolClient, events: ReadonlyArray<Folded>): Promise<Map<string, Entry>> => {
  const keys = new Map<string, ContentKey>();
  for (const { type, tenantId, data } of events)
    if (type !== "performance_counted" && type !== "campaign_named" && type !== "campaign_purged")
      keys.set(keyOf(tenantId, data.contentId), { tenantId, contentId: data.contentId });
  if (keys.size === 0) return new Map();
  return new Map(
    (await loadRows(client, [...keys.values()])).map((row): [string, Entry] => [
      keyOf(row.tenant_id, row.content_id),
      {
        ...newEntry({ tenantId: row.tenant_id, contentId: row.content_id }),
        lifecycle: lifecycleOf(row),
        streamVersion: row.stream_version,
        campaignName: row.campaign_name,
      },
    ]),
  );
};

const entryOf = (entries: Map<string, Entry>, tenantId: string, contentId: string): Entry => {
  const key = keyOf(tenantId, contentId);
  let entry = entries.get(key);
  if (!entry) {
    entry = newEntry({ tenantId, contentId });
    entries.set(key, entry);
  }
  return entry;
};

const fold = (entries: Map<string, Entry>, event: Recorded<ContentEvent>): void => {
  const entry = entryOf(entries, event.tenantId, event.data.contentId);
  entry.lifecycle = evolveLifecycle(entry.lifecycle, event);
  entry.streamVersion = event.version;
  entry.changed = true;
  if (event.type === "campaign_assigned") entry.campaignName = null;
  if (event.type === "content_created" || event.type === "content_edited") entry.newText = true;
};
