import type { PoolClient } from "pg";
import { type Pool, withTenant } from "../postgres/pool.ts";
import type { View } from "../subscription/view.ts";
import { waitForPosition } from "../subscription/waitFor.ts";
import type { CallContext } from "./context.ts";

/** Runs a query as the caller's tenant, after the view has folded the position the caller waits for (`min_position`). */
export const readAs = async <A>(
  pool: Pool,
  ctx: Pick<CallContext, "tenantId" | "deadline">,
  view: Pick<View, "name">,
  minPosition: number | null,
  work: (client: PoolClient) => Promise<A>,
): Promise<A> => {
  await waitForPosition(pool, view.name, minPosition, ctx.deadline);
  return withTenant(pool, ctx.tenantId, work);
};
