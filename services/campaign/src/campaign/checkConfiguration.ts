import { invalidArgument } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import { sleep } from "@marketing/shared/base/sleep";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { configProblems, segmentsNamed } from "./configuration.ts";
import type { CampaignType } from "./terms.ts";

/** A config whose type is known only once the campaign is loaded. Throws INVALID_ARGUMENT. */
export const checkConfig = (config: JsonObject, type: CampaignType): void => {
  const problems = configProblems(config, type);
  if (problems.length > 0) throw invalidArgument(problems);
};

const segmentWaitMs = 2_000;

/** Segments a config names must exist; one that identity has just told of gets a moment to arrive here. Throws INVALID_ARGUMENT. */
export const requireSegments = async (pool: Pool, tenantId: string, config: JsonObject, signal?: AbortSignal): Promise<void> => {
  const named = segmentsNamed(config);
  if (named.length === 0) return;
  const until = Date.now() + segmentWaitMs;
  for (;;) {
    const { rows } = await withTenant(pool, tenantId, (client) =>
      client.query<{ segment: string }>("SELECT segment FROM known_segments WHERE tenant_id = $1 AND segment = ANY ($2)", [
        tenantId,
        named.map((n) => n.segment),
      ]),
    );
    const known = new Set(rows.map((r) => r.segment));
    const unknown = named.filter((n) => !known.has(n.segment));
    if (unknown.length === 0) return;
    if (Date.now() > until)
      throw invalidArgument(unknown.map(({ field, segment }) => ({ field, description: `there is no segment ${segment}` })));
    await sleep(100, signal);
    signal?.throwIfAborted();
  }
};
