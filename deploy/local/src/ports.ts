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

/** A port of 127.0.0.1 nobody listens on: the preferred one while it is free, so that addresses survive a restart. */
export const freePort = async (preferred?: number): Promise<number> => {
  const kept = preferred === undefined ? null : await listen(preferred);
  const port = kept ?? (await listen(0));
  if (port === null) throw new Error("no free port on 127.0.0.1");
  return port;
};
