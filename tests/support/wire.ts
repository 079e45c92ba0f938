import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A TCP wire to a server, which a test can cut and disturb. */
export interface Wire {
  /** "host:port" of its near end. */
  readonly address: string;
  /** Ends every connection at once, as a firewall does that forgot them. */
  cut(): void;
  close(): Promise<void>;
}

export const openWire = async (far: string): Promise<Wire> => {
  const [host, port] = far.split(":") as [string, string];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    const away = connect(Number(port), host);
    keep(near, away);
    keep(away, near);
    near.pipe(away);
    away.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
};
