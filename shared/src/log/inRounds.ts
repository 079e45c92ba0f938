/** The same in another order: of each tenant the first, then of each the second, and so on. So nobody waits behind all that another has. */
export const inRounds = <A>(items: ReadonlyArray<A>, tenantOf: (item: A) => string | undefined): A[] => {
  const rounds: A[][] = [];
  const placed = new Map<string | undefined, number>();
  for (const item of items) {
    const tenant = tenantOf(item);
    const round = placed.get(tenant) ?? 0;
    placed.set(tenant, round + 1);
    rounds[round] ??= [];
    rounds[round].push(item);
  }
  return rounds.flat();
};
