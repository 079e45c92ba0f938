import type { Pool } from "@marketing/shared/postgres/pool";

/** How long events are in use, and how long they are kept at all, in months. A tenant may want less, never more. */
export const eventMonths = { active: 24, kept: 84 } as const;

/** How long after it came in an event is left alone by the job, whatever its own time. */
export const historyDays = 30;

/** From when on an event is of the next age. Beginnings of months in UTC, as partitions are. */
export interface EventTerm {
  readonly tenantId: string;
  readonly archiveBefore: Date;
  readonly dropBefore: Date;
}

const everybody = "00000000-0000-0000-0000-000000000000";

const monthsBefore = (now: Date, months: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));

const termOf = (tenantId: string, now: Date, active: number, kept: number): EventTerm => ({
  tenantId,
  archiveBefore: monthsBefore(now, Math.min(active, kept)),
  dropBefore: monthsBefore(now, kept),
});

/** The platform's, and those of tenants whose settings say less. */
export const eventTerms = async (
  pool: Pool,
  now: Date,
): Promise<{ readonly ofAll: EventTerm; readonly shorter: ReadonlyArray<EventTerm> }> => {
  const { rows } = await pool.query<{ tenant_id: string; active: number; kept: number }>(
    `SELECT tenant_id, active, kept FROM tenants_directory
      CROSS JOIN LATERAL (SELECT tenant_months(settings, 'eventActiveMonths', $1) AS active, tenant_months(settings, 'eventMonths', $2) AS kept) term
      WHERE active < $1 OR kept < $2 ORDER BY tenant_id`,
    [eventMonths.active, eventMonths.kept],
  );
  return {
    ofAll: termOf(everybody, now, eventMonths.active, eventMonths.kept),
    shorter: rows.map((row) => termOf(row.tenant_id, now, row.active, row.kept)),
  };
};
