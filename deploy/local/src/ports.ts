import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const listen = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });

// Below the range from which kernels take the ports of outgoing connections (32768 on Linux, 49152 elsewhere): while a server is
// being started again, no connection can sit on its port.
const lowest = 20_000;
const highest = 32_000;

/** A port of 127.0.0.1 nobody listens on: the preferred one while it is free, so that addresses survive a restart. */
export const freePort = async (preferred?: number): Promise<number> => {
  if (preferred !== undefined && (await listen(preferred)) !== null) return preferred;
  for (let tries = 0; tries < 100; tries += 1) {
    const port = await listen(randomInt(lowest, highest));
    if (port !== null) return port;
  }
  const any = await listen(0);
  if (any === null) throw new Error("no free port on 127.0.0.1");
  return any;
};
