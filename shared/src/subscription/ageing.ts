import type { PostgresView } from "./view.ts";

/** Rows of a view that go when they are old: only such as no later event changes but by writing the whole row. */
export interface Ageing {
  readonly table: string;
  /** Holds for a row that is older than `$1`. */
  readonly olderThan: string;
}

/**
 * A view of whose rows retention removes the old ones. A generation that is built anew removes them too, as far as the live one had come when
 * it was done last, so both hold the same: the time is retention's, and no clock is read here.
 */
export const ageing = (view: PostgresView, { table, olderThan }: Ageing): PostgresView => ({
  ...view,
  apply: async (client, events) => {
    const { rows } = await client.query<{ gone_before: Date; up_to: number }>({
      name: "row_ages",
      text: "SELECT gone_before, up_to FROM row_ages WHERE store = $1",
      values: [table],
    });
    const age = rows[0];
    const before = age ? events.filter((e) => e.position <= age.up_to) : [];
    if (age && before.length > 0) {
      await view.apply(client, before);
      await client.query({ name: `age_${table}`, text: `DELETE FROM ${table} WHERE ${olderThan}`, values: [age.gone_before] });
    }
    const after = events.slice(before.length);
    if (after.length > 0) await view.apply(client, after);
  },
});
