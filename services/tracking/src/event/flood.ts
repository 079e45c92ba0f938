/** Events a minute from one address beyond which they are marked `high_ip_rate`. */
export const floodLimit = 1_000;
const maxEntries = 100_000;

/**
 * Counts events per address and minute of their own time, so that a year of history sent in an hour is no flood. Counts what this
 * process sees; replicas count apart.
 */
export const createFloodGate = (limit = floodLimit): ((tenantId: string) => (ipAddress: string, at: number) => boolean) => {
  let counts = new Map<string, number>();
  let before = new Map<string, number>();
  return (tenantId) => (ipAddress, at) => {
    const key = `${tenantId}/${Math.floor(at / 60_000)}/${ipAddress}`;
    const count = (counts.get(key) ?? before.get(key) ?? 0) + 1;
    if (counts.size >= maxEntries) {
      before = counts;
      counts = new Map();
    }
    counts.set(key, count);
    return count > limit;
  };
};
