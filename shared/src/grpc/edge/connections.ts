import type { ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import type { Server } from "@grpc/grpc-js";
import type { defaults } from "../../base/defaults.ts";
import { peerOf } from "./peer.ts";
import { countRefusal } from "./refusals.ts";
import { beforeEachCall, http2ServersOf } from "./transport.ts";
import { Turns } from "./turns.ts";

export type ConnectionLimits = Pick<typeof defaults.edge, "connections" | "connectionsPerPeer" | "strangerMs" | "metadataBytes" | "turnMs">;

interface Connection {
  readonly socket: Socket;
  session: ServerHttp2Session | undefined;
  admitted: boolean;
  calls: number;
  /** When it last had a call, or was opened. */
  lastUsed: number;
}

export interface ConnectionInfo {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const keyOf = ({ remoteAddress, remotePort }: ConnectionInfo): string => `${remoteAddress} ${remotePort}`;

/** Nobody can be told: there is no call yet. */
const tooMany = () => countRefusal("TOO_MANY_CONNECTIONS", null);

/** Counts a server's connections, from the socket on, closes those that nobody with a key uses, and takes their calls on in turns. */
export class Connections {
  readonly #open = new Map<string, Connection>();
  readonly #perPeer = new Map<string, number>();
  readonly #limits: ConnectionLimits;
  /** Of connections: whose a call is, its headers have yet to say. */
  readonly #turns: Turns;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
    this.#turns = new Turns(limits.turnMs);
  }

  get size(): number {
    return this.#open.size;
  }

  /** From when the server is bound. */
  watch(server: Server): void {
    for (const http2 of http2ServersOf(server)) {
      http2.maxConnections = this.#limits.connections;
      http2.updateSettings({ maxHeaderListSize: this.#limits.metadataBytes });
      http2.on("drop", tooMany);
      http2.on("connection", (socket: Socket) => this.#accept(socket));
      http2.on("session", (session: ServerHttp2Session) => {
        const connection = this.#open.get(keyOf(session.socket));
        if (connection) connection.session = session;
      });
      beforeEachCall(http2, (session, proceed) => void this.#turns.run(session, proceed));
    }
    this.#timer ??= setInterval(() => this.#closeStrangers(), this.#limits.strangerMs / 4).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A call has begun on the connection. `admitted` says that its caller has a key; `ended`, that it is over. */
  call(info: ConnectionInfo): { readonly admitted: () => void; readonly ended: () => void } {
    const connection = this.#open.get(keyOf(info));
    if (connection) connection.calls++;
    return {
      admitted: () => {
        if (connection) connection.admitted = true;
      },
      ended: () => {
        if (!connection) return;
        connection.calls--;
        connection.lastUsed = performance.now();
      },
    };
  }

  #accept(socket: Socket): void {
    const peer = peerOf(socket.remoteAddress);
    const others = this.#perPeer.get(peer) ?? 0;
    if (others >= this.#limits.connectionsPerPeer) {
      socket.destroy();
      tooMany();
      return;
    }
    const key = keyOf(socket);
    const connection: Connection = { socket, session: undefined, admitted: false, calls: 0, lastUsed: performance.now() };
    this.#perPeer.set(peer, others + 1);
    this.#open.set(key, connection);
    socket.once("close", () => {
      if (this.#open.get(key) === connection) this.#open.delete(key);
      const left = (this.#perPeer.get(peer) ?? 1) - 1;
      if (left === 0) this.#perPeer.delete(peer);
      else this.#perPeer.set(peer, left);
    });
  }

  #closeStrangers(): void {
    const before = performance.now() - this.#limits.strangerMs;
    for (const { socket, session, admitted, calls, lastUsed } of this.#open.values()) {
      if (admitted || calls > 0 || lastUsed > before) continue;
      if (session) session.close();
      else socket.destroy();
    }
  }
}
