/** What a web server wrote down of one request. */
export interface Hit {
  readonly address: string;
  /** UTC. */
  readonly time: Date;
  /** As the log writes it, in the log's own zone: YYYY-MM-DD. */
  readonly day: string;
  readonly method: string | null;
  readonly target: string;
  readonly protocol: string | null;
  readonly status: number | null;
  /** 0 where the log has "-". */
  readonly bytes: number;
  readonly referrer: string | null;
  readonly userAgent: string | null;
}
