import { toJson } from "@bufbuild/protobuf";
import { type Change, type ChangeJson, ChangeSchema } from "@marketing/protos/directory/v1/directory_service";
import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv5 } from "../base/ids.ts";
import type { Cursor, Source } from "../subscription/source.ts";
import type { PostgresView } from "../subscription/view.ts";
import type { DirectoryClient } from "./client.ts";
import { type ChangedKey, type ChangedTenant, writeKeys, writeTenants } from "./rows.ts";

// Tenants and API keys in the services that do not keep them: copied from the one that does, which is asked and asked again for what has
// changed. Nothing that stands on the bus has a part in who is let in.

const namespace = "1f5cbb6e-8f63-5d0c-9a3b-6f0f1d1c5a10";

/** A changed tenant or key, as the event that a subscription delivers. */
const eventOf = (change: Change): RecordedEvent => {
  const { tenant, apiKey } = toJson(ChangeSchema, change) as Pick<ChangeJson, "tenant" | "apiKey">;
  const position = Number(change.position);
  const about = tenant
    ? { type: "tenant_changed", id: `tenant-${tenant.tenantId}`, data: { budget: null, ...tenant } }
    : { type: "api_key_changed", id: `api_key-${apiKey!.keyId}`, data: { rateLimit: null, expiresAt: null, ...apiKey } };
  return {
    position,
    tenantId: (tenant ?? apiKey)!.tenantId!,
    streamId: about.id,
    version: position,
    eventId: uuidv5(`${about.id}:${position}`, namespace),
    type: about.type,
    schemaVersion: 1,
    data: { ...about.data, changedAt: position },
    metadata: {},
    subjectId: null,
    recordedAt: new Date(),
  };
};

/** "<generation>:<position>"; the cursor's own position never goes back, which this one does when the directory was built anew. */
const parse = (token: string | null): { readonly generation: number; readonly after: number } => {
  const [generation = 0, after = 0] = (token ?? "").split(":").map(Number);
  return Number.isSafeInteger(generation) && Number.isSafeInteger(after) ? { generation, after } : { generation: 0, after: 0 };
};

/** What changes in the directory, in order. A reader at the end asks every `everyMs` and no more often. */
export const directorySource = (client: Pick<DirectoryClient, "readChanges">, everyMs = defaults.auth.changesEveryMs): Source => {
  let nothing = { token: "", until: 0 };
  const end = (cursor: Cursor) => ({ events: [], next: cursor, head: cursor.position });
  return {
    name: "directory",
    async read(cursor, limit) {
      const { generation, after } = parse(cursor.token);
      const token = `${generation}:${after}`;
      if (nothing.token === token && performance.now() < nothing.until) return end(cursor);
      const answer = await client.readChanges({ generation, afterPosition: BigInt(after), limit: Math.min(limit, 1_000) });
      const last = answer.changes.at(-1);
      if (last === undefined) {
        nothing = { token, until: performance.now() + everyMs };
        return end(cursor);
      }
      const position = Math.max(cursor.position, Number(last.position));
      const next = { position, token: `${answer.generation}:${last.position}` };
      return { events: answer.changes.map(eventOf), next, head: position };
    },
    onWake: () => () => undefined,
  };
};

/** The copy, with the same tables as the original. */
export const directoryCopy: PostgresView = {
  kind: "postgres",
  name: "directory",
  version: 2,
  tables: ["tenants_directory", "api_keys_directory"],
  types: new Set(["tenant_changed", "api_key_changed"]),
  async apply(client, events) {
    await writeTenants(
      client,
      events.flatMap((e) => (e.type === "tenant_changed" ? [e.data as ChangedTenant] : [])),
    );
    await writeKeys(
      client,
      events.flatMap((e) => (e.type === "api_key_changed" ? [e.data as ChangedKey] : [])),
    );
  },
};
