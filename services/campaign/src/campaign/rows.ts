import { firstCharacters } from "@marketing/shared/base/codePoints";
import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { Folded } from "@marketing/shared/subscription/folded";
import type { PoolClient } from "pg";
import { decimalOfMicros } from "../money.ts";
import { utmCampaignOf } from "./configuration.ts";
import { type CampaignState, initialCampaign } from "./state.ts";

type Row = Folded<CampaignState>;

/** Table `campaigns`, but for its revenue, which is written by what is attributed, and its score, which the database works out. */
export const campaignTable = defineTable<Row>({
  name: "campaigns",
  key: { tenant_id: column("uuid", (r) => r.tenantId), campaign_id: column("uuid", (r) => r.id) },
  columns: {
    name: column("text", (r) => r.state.name),
    type: column("text", (r) => r.state.type),
    status: column("text", (r) => r.state.status),
    config: column("jsonb", (r) => r.state.config),
    budget: column("numeric", (r) => (r.state.budget === null ? null : decimalOfMicros(r.state.budget))),
    spent: column("numeric", (r) => decimalOfMicros(r.state.spent)),
    created_at: column("timestamptz", (r) => isoTime(r.state.createdAt), { once: true }),
    started_at: column("timestamptz", (r) => isoTimeOrNull(r.state.startedAt)),
    ended_at: column("timestamptz", (r) => isoTimeOrNull(r.state.endedAt)),
    created_by: column("text", (r) => r.state.createdBy, { once: true }),
    currency: column("text", (r) => r.state.currency, { once: true }),
    utm_campaign: column("text", (r) => firstCharacters(utmCampaignOf(r.state.name, r.state.config), 255)),
    schedule_start: column("timestamptz", (r) => isoTimeOrNull(r.state.schedule?.startAt)),
    schedule_end: column("timestamptz", (r) => isoTimeOrNull(r.state.schedule?.endAt)),
    version: column("bigint", (r) => r.version),
    state: column("jsonb", (r) => r.state),
  },
});

/** A campaign as the table has it. */
export interface CampaignRow {
  readonly campaign_id: string;
  readonly created_at: Date;
  readonly state: CampaignState;
  /** Decimal, six places. */
  readonly revenue: string;
  readonly performance_score: string | null;
  readonly utm_campaign: string;
  readonly version: number;
}
export const campaignColumns = "campaign_id, created_at, state, revenue, performance_score, utm_campaign, version";

/** What an older program stored lacks what is new since. */
export const stateOf = (row: Pick<CampaignRow, "state">): CampaignState => ({ ...initialCampaign, ...row.state });

/** By their ids, archived ones too. */
export const findCampaigns = async (client: PoolClient, tenantId: string, ids: ReadonlyArray<string>): Promise<CampaignRow[]> =>
  (
    await client.query<CampaignRow>({
      name: "find_campaigns",
      text: `SELECT ${campaignColumns} FROM campaigns WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])
             UNION ALL SELECT ${campaignColumns} FROM campaigns_archive WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])`,
      values: [tenantId, ids],
    })
  ).rows;
