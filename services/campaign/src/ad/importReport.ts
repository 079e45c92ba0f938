import { RpcError } from "@marketing/shared/base/errors";
import type { Caller } from "@marketing/shared/command/caller";
import { reportPerformance } from "./commands.ts";
import { adCampaignOfPlatform } from "./platformLinks.ts";
import type { Platform } from "./platforms.ts";
import type { Report, ReportRow, RowError } from "./reportRows.ts";

export interface Imported {
  readonly rows: number;
  readonly applied: number;
  readonly unchanged: number;
  readonly stale: number;
  readonly failed: number;
  readonly errors: ReadonlyArray<RowError>;
  readonly position: number;
}

const mostErrors = 1_000;

/**
 * Every row is a report of its own. Those of one ad campaign go in the order of their as_of, whatever the order of the file, so that none is stale
 * for standing after a later one. The same file again finds every report made.
 */
export const importReport = async (caller: Caller, platform: Platform | null, read: Report): Promise<Imported> => {
  const errors: RowError[] = [...read.errors];
  const counts = { applied: 0, unchanged: 0, stale: 0 };
  let failed = read.failed;
  let position = 0;
  const fail = (row: number, field: string, message: string): void => {
    failed++;
    errors.push({ row, field, message });
  };

  const found = new Map<string, string | null>();
  const idOf = async (row: ReportRow): Promise<string | null> => {
    if (row.adCampaignId !== null) return row.adCampaignId;
    const id = row.platformCampaignId!;
    if (platform === null) return null;
    if (!found.has(id)) found.set(id, await adCampaignOfPlatform(caller.log, caller.tenantId, platform, id));
    return found.get(id)!;
  };

  const perAdCampaign = new Map<string, ReportRow[]>();
  for (const row of read.rows) {
    const id = await idOf(row);
    if (id === null)
      fail(row.row, "platform_campaign_id", platform === null ? "needs the platform to be named" : "no ad campaign is linked to it");
    else if (perAdCampaign.has(id)) perAdCampaign.get(id)!.push(row);
    else perAdCampaign.set(id, [row]);
  }
  for (const [id, rows] of perAdCampaign) {
    for (const row of rows.sort((a, b) => a.metrics.asOf - b.metrics.asOf)) {
      caller.signal?.throwIfAborted();
      try {
        const reported = await reportPerformance({ ...caller, appendId: null }, id, row.metrics, row.currency);
        counts[reported.outcome]++;
        if (reported.outcome === "applied") position = Math.max(position, reported.position);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        fail(row.row, row.adCampaignId === null ? "platform_campaign_id" : "ad_campaign_id", error.message);
      }
    }
  }
  errors.sort((a, b) => a.row - b.row);
  return { rows: read.total, ...counts, failed, errors: errors.slice(0, mostErrors), position };
};
