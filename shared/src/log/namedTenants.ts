/**
 * For whom an append is, as the SQL functions check it: `app.tenant_id` for the length of one statement. Requests of several tenants share a
 * commit, so it may name several; what reads under row level security then is refused, because a list is no tenant.
 */
export const tenantsOf = (units: ReadonlyArray<{ readonly tenantId: string }>): string =>
  [...new Set(units.map((u) => u.tenantId))].join(",");

/** An item of FROM that names them. Its column `named` is true; to read it is to come after it. */
export const namedTenants = (parameter: string): string =>
  `(SELECT set_config('app.tenant_id', ${parameter}, true) IS NOT NULL AS named OFFSET 0) t`;
