import { PrivacyService } from "@marketing/protos/privacy/v1/privacy_service";
import { implement, serverStream } from "../grpc/rpc.ts";
import { list, text, uuid } from "../grpc/schema.ts";
import type { Implementation } from "../grpc/server.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
import { namesOf, type PersonSection, pageSql, patternOf } from "./sections.ts";

interface Found {
  readonly key: string;
  readonly record: string;
}

const pageSize = 500;

/** PrivacyService over what one service holds of people. `pool`: the api role's, so that nobody is looked for beyond the caller's tenant. */
export const privacyRpcs = (sections: ReadonlyArray<PersonSection>, pool: Pool): Implementation =>
  implement(PrivacyService, {
    exportPerson: serverStream(PrivacyService.method.exportPerson, {
      scope: "privacy:read",
      request: { ids: list(uuid, 1_000), names: list(text(500), 100) },
      rules: (raw) =>
        (raw.ids?.length ?? 0) + (raw.names?.length ?? 0) > 0 ? [] : [{ field: "ids", description: "ids, names or both are required" }],
      async *handle(ctx, { ids, names }) {
        const about = [ctx.tenantId, ids, namesOf(names), patternOf([...ids, ...names])];
        for (const section of sections)
          for (let after: string | null = null; ; ) {
            const values: unknown[] = [...about, after, pageSize];
            const page: ReadonlyArray<Found> = await withTenant(pool, ctx.tenantId, async (client) => {
              return (await client.query<Found>(pageSql(section), values)).rows;
            });
            for (const { record } of page) yield { section: section.name, record };
            after = page.at(-1)?.key ?? null;
            if (page.length < pageSize) break;
            if (ctx.signal.aborted) return;
          }
      },
    }),
  });
