import pg from "pg";

/** Work on a service's tables as their owner: for operators' programs, which have the administrator's address. Times are in UTC. */
export const asOwner = async <A>(adminUrl: string, service: string, work: (client: pg.Client) => Promise<A>): Promise<A> => {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(service)) throw new TypeError(`${JSON.stringify(service)} is no service's name`);
  const client = new pg.Client({ connectionString: adminUrl, application_name: "partitions", options: "-c timezone=UTC -c jit=off" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(`SET ROLE ${service}_owner; SET search_path = "${service}", pg_temp`);
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Others hold a lock that was waited for, or this one and they waited for each other. */
const busy = new Set(["55P03", "40P01"]);

/** Tries again what waited for a lock in vain: whoever waits long lets everybody wait behind him. */
export const whenUnlocked = async <A>(work: () => Promise<A>, tries = 100): Promise<A> => {
  for (let left = tries; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !busy.has((error as { code?: string }).code ?? "")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
    }
  }
};
