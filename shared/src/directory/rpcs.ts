import {
  type ApiKeySchema,
  type ChangeSchema,
  DirectoryService,
  type TenantSchema,
} from "@marketing/protos/directory/v1/directory_service";
import { PLATFORM_DIRECTORY } from "../auth/principal.ts";
import { notFound } from "../base/errors.ts";
import type { Outgoing } from "../grpc/contract.ts";
import { implement, unary } from "../grpc/rpc.ts";
import { int64, number, text, uuid } from "../grpc/schema.ts";
import type { Implementation } from "../grpc/server.ts";
import { toStruct, toTimestamp, toTimestampOrNull } from "../grpc/struct.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";

/** Rows of the directory as JSON. */
interface TenantRow {
  readonly tenant_id: string;
  readonly name: string;
  readonly settings: object;
  readonly budget: number | null;
  readonly created_at: string;
}
interface KeyRow {
  readonly key_id: string;
  readonly tenant_id: string;
  readonly name: string;
  readonly secret_sha256: string;
  readonly scopes: ReadonlyArray<string>;
  readonly rate_limit: number | null;
  readonly revoked: boolean;
  readonly expires_at: string | null;
  readonly created_at: string;
}
interface ChangeRow {
  readonly generation: number;
  /** Null: nothing has changed. */
  readonly changed_at: number | null;
  readonly tenant: TenantRow | null;
  readonly api_key: KeyRow | null;
}

const tenantMessage = (t: TenantRow): Outgoing<typeof TenantSchema> => ({
  tenantId: t.tenant_id,
  name: t.name,
  settings: toStruct(t.settings),
  budget: t.budget,
  createdAt: toTimestamp(new Date(t.created_at)),
});

const keyMessage = (k: KeyRow): Outgoing<typeof ApiKeySchema> => ({
  keyId: k.key_id,
  tenantId: k.tenant_id,
  name: k.name,
  secretSha256: k.secret_sha256,
  scopes: k.scopes,
  rateLimit: k.rate_limit,
  revoked: k.revoked,
  expiresAt: toTimestampOrNull(k.expires_at === null ? null : new Date(k.expires_at)),
  createdAt: toTimestamp(new Date(k.created_at)),
});

const changeMessage = (row: ChangeRow): Outgoing<typeof ChangeSchema>[] =>
  row.changed_at === null
    ? []
    : [
        {
          position: row.changed_at,
          tenant: row.tenant && tenantMessage(row.tenant),
          apiKey: row.api_key && keyMessage(row.api_key),
        },
      ];

const common = { scope: PLATFORM_DIRECTORY, tenant: "none" } as const;
const { readChanges, findApiKey, findTenant } = DirectoryService.method;

/** The directory for the other services, over the API role's pool of the service that keeps it: its schema has the functions named here. */
export const directoryRpcs = (pool: Pool): Implementation =>
  implement(DirectoryService, {
    readChanges: unary(readChanges, {
      ...common,
      request: { afterPosition: int64({ min: 0 }), generation: number({ min: 0 }), limit: number({ min: 0, max: 1_000 }) },
      handle: async (_, r) => {
        const { rows } = await pool.query<ChangeRow>({
          name: "directory_changes",
          text: "SELECT * FROM directory_changes($1, $2, $3)",
          values: [r.generation, r.afterPosition, r.limit === 0 ? 500 : r.limit],
        });
        return { changes: rows.flatMap(changeMessage), generation: rows[0]?.generation ?? 0 };
      },
    }),

    findApiKey: unary(findApiKey, {
      ...common,
      request: { keyId: text(16) },
      handle: async (_, { keyId }) => {
        const { rows } = await pool.query<{ api_key: KeyRow; tenant_budget: number | null }>({
          name: "directory_key",
          text: "SELECT * FROM directory_key($1)",
          values: [keyId],
        });
        const [row] = rows;
        if (!row) throw notFound("API_KEY_NOT_FOUND", "no such API key");
        return { apiKey: keyMessage(row.api_key), tenantBudget: row.tenant_budget };
      },
    }),

    findTenant: unary(findTenant, {
      ...common,
      request: { tenantId: uuid },
      handle: async (_, { tenantId }) => {
        const sql = "SELECT to_jsonb(t) AS tenant FROM tenants_directory t WHERE tenant_id = $1";
        const { rows } = await withTenant(pool, tenantId, (client) => client.query<{ tenant: TenantRow }>(sql, [tenantId]));
        if (!rows[0]) throw notFound("TENANT_NOT_FOUND", "no such tenant");
        return { tenant: tenantMessage(rows[0].tenant) };
      },
    }),
  });
