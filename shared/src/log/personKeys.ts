import { type KeyObject, randomBytes } from "node:crypto";
import { defaults } from "../base/defaults.ts";
import { forAllCalls } from "../base/servedCall.ts";
import type { Pool } from "../postgres/pool.ts";
import type { KeyEncryption } from "./keyEncryption.ts";
import { namedTenants, tenantsOf } from "./namedTenants.ts";

/** Whose events: a person of a tenant. */
export interface Subject {
  readonly tenantId: string;
  readonly subjectId: string;
}

/** Null: it was destroyed. */
export type PersonKey = KeyObject | null;
/** Of the people that were asked for. Undefined: there is none. */
export type KeysOf = (subject: Subject) => PersonKey | undefined;

interface Known {
  readonly key: PersonKey;
  readonly until: number;
}
interface Row {
  readonly o: number;
  readonly wrapped: Buffer | null;
  readonly kek_id: string | null;
  readonly destroyed: boolean;
}
interface Wanted extends Subject {
  readonly make: boolean;
}
interface Batch {
  readonly wanted: Map<string, Wanted>;
  readonly done: Promise<Map<string, PersonKey>>;
  readonly settle: (result: Promise<Map<string, PersonKey>>) => void;
}

/** Whose a wrapped key is, to which it is bound. */
export const keyContext = ({ tenantId, subjectId }: Subject): string => tenantId + subjectId;

const sql = `SELECT k.o, k.wrapped, k.kek_id, k.destroyed FROM ${namedTenants("$5")},
  LATERAL take_person_keys(CASE WHEN named THEN $1::uuid[] END, $2::uuid[], $3::bytea[], $4) k`;

const newBatch = (): Batch => {
  let settle: Batch["settle"] = () => undefined;
  const done = new Promise<Map<string, PersonKey>>((resolve) => {
    settle = resolve;
  });
  return { wanted: new Map(), done, settle };
};

/**
 * The keys of people in one service. What is asked for while others are being fetched is fetched together. A key is on disk before anybody has it: an
 * event sealed under a key that a crash took away would be lost. It is remembered for seconds, so that a destroyed one is soon gone everywhere.
 */
export class PersonKeys {
  readonly #pool: Pool;
  readonly #kek: KeyEncryption;
  readonly #known = new Map<string, Known>();
  readonly #keepMs: number;
  readonly #most: number;
  #next: Batch | null = null;
  #running = 0;

  /** `pool`: of its own, with the API's role. Whoever asks may hold a connection of another one meanwhile. */
  constructor(options: { pool: Pool; kek: KeyEncryption; keepMs?: number; most?: number }) {
    this.#pool = options.pool;
    this.#kek = options.kek;
    this.#keepMs = options.keepMs ?? defaults.log.personKeyMs;
    this.#most = options.most ?? defaults.log.personKeys;
  }

  /** For sealing: who has none is made one. */
  toSeal(subjects: ReadonlyArray<Subject>): Promise<KeysOf> {
    return this.#keys(subjects, true);
  }

  toOpen(subjects: ReadonlyArray<Subject>): Promise<KeysOf> {
    return this.#keys(subjects, false);
  }

  /** Nothing is remembered of them in this process any more. */
  forget(subjects: ReadonlyArray<Subject>): void {
    for (const subject of subjects) this.#known.delete(keyContext(subject));
  }

  async #keys(subjects: ReadonlyArray<Subject>, make: boolean): Promise<KeysOf> {
    const now = performance.now();
    const found = new Map<string, PersonKey>();
    const waiting = new Set<Batch>();
    for (const subject of subjects) {
      const id = keyContext(subject);
      if (found.has(id)) continue;
      const known = this.#known.get(id);
      if (known !== undefined && known.until > now) found.set(id, known.key);
      else waiting.add(this.#want(id, { ...subject, make }));
    }
    for (const batch of waiting) for (const [id, key] of await batch.done) found.set(id, key);
    return (subject) => found.get(keyContext(subject));
  }

  #want(id: string, wanted: Wanted): Batch {
    const batch = this.#next ?? newBatch();
    this.#next = batch;
    if (wanted.make || !batch.wanted.has(id)) batch.wanted.set(id, wanted);
    if (this.#running < defaults.log.personKeyConnections) {
      this.#running += 1;
      queueMicrotask(() => void forAllCalls(() => this.#drain()));
    }
    return batch;
  }

  async #drain(): Promise<void> {
    for (let batch = this.#next; batch !== null; batch = this.#next) {
      this.#next = null;
      const fetched = this.#fetch([...batch.wanted.values()]);
      batch.settle(fetched);
      await fetched.catch(() => undefined); // told to whoever waits
    }
    this.#running -= 1;
  }

  async #fetch(wanted: ReadonlyArray<Wanted>): Promise<Map<string, PersonKey>> {
    const offered = wanted.map((w) => (w.make ? this.#kek.wrap(randomBytes(32), keyContext(w)).wrapped : null));
    const { rows } = await this.#pool.query<Row>({
      name: "take_person_keys",
      text: sql,
      values: [wanted.map((w) => w.tenantId), wanted.map((w) => w.subjectId), offered, this.#kek.currentId, tenantsOf(wanted)],
    });
    const keys = new Map<string, PersonKey>();
    for (const row of rows) {
      const id = keyContext(wanted[row.o - 1]!);
      const key = row.wrapped === null ? null : this.#kek.unwrap({ kekId: row.kek_id ?? "", wrapped: row.wrapped }, id);
      keys.set(id, key);
      this.#known.delete(id); // the one that has been there for longest is the first to go
      this.#known.set(id, { key, until: performance.now() + this.#keepMs });
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(id);
    }
    return keys;
  }
}
