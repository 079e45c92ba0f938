import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { consentsView } from "../consent/view.ts";
import { suppressionsView } from "../suppression/view.ts";
import { usersView } from "../user/view.ts";

/** Until everything that decides who may be addressed is read up to a position. */
export const audienceIsAt = async (pool: Pool, position: number | null, deadline: Parameters<typeof waitForPosition>[3]): Promise<void> => {
  for (const view of [usersView, consentsView, suppressionsView]) await waitForPosition(pool, view.name, position, deadline);
};
