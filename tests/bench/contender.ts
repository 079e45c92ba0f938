/** Where the servers of a run are. Every contender gets a database of its own. */
export interface Stack {
  /** As the administrator, to this contender's own, empty database. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly natsUrl: string;
}

/** What one slice of work measured. Latencies in milliseconds. */
export interface Sample {
  /** Events (or messages, or rows) acknowledged. */
  readonly count: number;
  readonly seconds: number;
  readonly latency?: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Figures of this bench alone, printed as they are. */
  readonly extra?: Readonly<Record<string, number>>;
  /** Whatever the check after the slice found wrong: counts, order, gaps. Empty = correct. */
  readonly problems: ReadonlyArray<string>;
  /** Processes other than this one and the servers whose CPU belongs to the slice. */
  readonly pids?: ReadonlyArray<number>;
}

export type Parameters = Readonly<Record<string, number>>;

/**
 * One side of a comparison. It lives in a process of its own, so that neither side pays for the other's garbage
 * or inherits its driver settings (Emmett changes how `pg` parses int8 for the whole process).
 */
export interface Contender {
  /** Processes beside this one whose CPU counts: the services of a system under test. */
  pids?(): ReadonlyArray<number>;
  /** Makes the slice's input; not measured. */
  prepare?(parameters: Parameters): Promise<void>;
  /** The measured work; returns when the last acknowledgement is in. */
  run(parameters: Parameters): Promise<Omit<Sample, "problems">>;
  /** Looks at what the slice left behind; not measured. */
  check(parameters: Parameters): Promise<ReadonlyArray<string>>;
  close(): Promise<void>;
}

export type CreateContender = (stack: Stack, parameters: Parameters) => Promise<Contender>;
