/**
 * The package `nats`, cured where it lets a connection go (docs/adr/0020). Of two connections that live at once, both feed one parser, and
 * a message is spliced from both. So an attempt to connect that was given up is ended here, whatever it was waiting for; bytes that are no
 * NATS end their connection for good, instead of leaving it open and unread; and nothing is printed. Only connection.ts imports this file.
 */
import type { ConnectionOptions, NatsConnection, NatsError } from "nats";
import { NatsConnectionImpl, type Parser, ProtocolHandler, setTransportFactory } from "nats/lib/nats-base-client/internal_mod.js";
import { NodeTransport, nodeResolveHost } from "nats/lib/src/node_transport.js";
import type { Logger } from "../base/logger.ts";

const givenUp = (): Error => new Error("the attempt to connect was given up");

/** A TCP or TLS connection that ends when it is told to. */
class EndingTransport extends NodeTransport {
  #over = false;

  #end(): void {
    this.#over = true;
    if (this.connected && !this.done) this.socket?.removeAllListeners().on("error", () => undefined); // a successor has its place: it ends unheard
    this.socket?.destroy();
  }

  /** Called for what the client is waiting for when it begins anew; the package does nothing here. */
  override discard(): void {
    this.#end();
  }

  override close(error?: Error): Promise<void> {
    if (!this.connected) this.#end();
    return super.close(error);
  }

  /**
   * Reads nothing more, and ends. The package waits first until the other side has taken what was written, which one that has gone silent
   * never does. Not within the call: the login that this connection may just have finished has to be over first, or its end goes unnoticed.
   */
  override disconnect(): void {
    this.#over = true;
    setImmediate(() => void super.close());
  }

  override peekInfo(): ReturnType<NodeTransport["peekInfo"]> {
    return this.#over ? Promise.reject(givenUp()) : super.peekInfo();
  }

  /** The last step of an attempt, before the client reads. */
  override setupHandlers(): void {
    if (this.#over) throw givenUp();
    super.setupHandlers();
  }

  /** What came before the end and was not read yet belongs to nobody. */
  override async *iterate(): AsyncIterableIterator<Uint8Array> {
    for await (const bytes of super.iterate()) {
      if (this.#over) return;
      yield bytes;
    }
  }
}

const refusalEveryMs = 60_000;
/** A server takes 64 MiB at most, and answers with a stored message in base64. */
const longestMessage = 128 << 20;

class CuredProtocol extends ProtocolHandler {
  readonly #logger: Logger | undefined;
  #refusedAt = 0;

  constructor(options: ConnectionOptions, connection: NatsConnectionImpl, logger?: Logger) {
    super(options, connection);
    this.#logger = logger;
  }

  // the factory is the package's own global, which `connect` of whoever else uses it sets: it is set for each attempt
  override async dial(...to: Parameters<ProtocolHandler["dial"]>): Promise<void> {
    const transport = new EndingTransport();
    const unused = [transport];
    setTransportFactory({ factory: () => unused.pop() ?? new EndingTransport(), dnsResolveFn: nodeResolveHost });
    await super.dial(...to);
    if (!transport.isClosed) return;
    this.connected = false;
    throw new Error("the connection ended as its login did");
  }

  override resetOutbound(): void {
    super.resetOutbound();
    const parser: Parser = this.parser;
    parser.parse = (bytes) => {
      try {
        Object.getPrototypeOf(parser).parse.call(parser, bytes);
        // Such a length was spliced: so much would be waited for, and kept in memory.
        if (parser.msgBuf && parser.ma.size > longestMessage) throw new RangeError("too long");
      } catch {
        // its message holds the bytes
        this.#logger?.error("what came from the bus is no NATS: its connection is replaced");
        this.transport.disconnect();
      }
    };
  }

  /** With `ignoreAuthErrorAbort` this comes at every attempt: it is said once a minute. */
  override handleAuthError(error: NatsError): void {
    if (Date.now() - this.#refusedAt >= refusalEveryMs) {
      this.#refusedAt = Date.now();
      this.#logger?.error("the bus refuses the login", { error });
    }
    super.handleAuthError(error);
  }

  /** A subscriber that throws does not end the connection of all. */
  override processMsg(...delivery: Parameters<ProtocolHandler["processMsg"]>): void {
    try {
      super.processMsg(...delivery);
    } catch (error) {
      this.#logger?.error("a subscriber of the bus failed", { error });
    }
  }

  /** A connection that ends while it logs in fails that attempt, which otherwise waits for its time to be over. */
  override disconnected(error?: Error): Promise<void> {
    this.connectError?.(error ?? new Error("the bus ended the connection during the login"));
    return super.disconnected(error);
  }
}

/** `connect` of the package `nats`. */
export const connectNats = async (options: ConnectionOptions, logger?: Logger): Promise<NatsConnection> => {
  const connection: NatsConnectionImpl & NatsConnection = Reflect.construct(NatsConnectionImpl, [options]); // private to its types only
  const protocol = new CuredProtocol(connection.options, connection, logger);
  await protocol.dialLoop();
  connection.protocol = protocol;
  (async () => {
    for await (const status of protocol.status()) for (const listener of connection.listeners) listener.push(status);
  })().catch(() => undefined);
  return connection;
};
