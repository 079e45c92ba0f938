/** One behavioural event, as TrackingService takes it. Times are RFC 3339 or, when the input could not be read as a time, as given. */
export interface EventItem {
  readonly kind: "event";
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly eventName: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly timestamp: string | null;
  /** The device's clock when it sent the event: given only where the service shall correct the skew. */
  readonly sentAt: string | null;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly channel: string | null;
  /** False for what does not show that the person was there (server-side events): leaves `last_seen` alone. */
  readonly active: boolean;
}

export interface IdentifyItem {
  readonly kind: "identify";
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly email: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly timestamp: string | null;
  /** False: said by a server or a job; leaves `last_seen` alone. */
  readonly active: boolean;
}

export interface AliasItem {
  readonly kind: "alias";
  readonly messageId: string;
  readonly previousId: string;
  readonly userId: string;
  readonly timestamp: string | null;
}

export type Item = EventItem | IdentifyItem | AliasItem;

/** A line that is not what its format promises; the import goes on. */
export interface BadLine {
  readonly reason: string;
}

/** What one line says. `facts` are for the summary, `bad` may stand beside items: one entry of a batch can be unreadable alone. */
export interface ParsedLine {
  readonly items: ReadonlyArray<Item>;
  readonly bad: ReadonlyArray<BadLine>;
}

/** A parser keeps what it needs between lines (occurrences of equal lines). `bytes` is the line without its end. */
export type LineParser = (bytes: Buffer) => ParsedLine;

export const badLine = (reason: string): ParsedLine => ({ items: [], bad: [{ reason }] });
