/** What the plan takes up of the traffic: who came by which campaign, signed up and bought. Bounded, whatever the traffic's length. */
export interface Person {
  readonly email: string;
  readonly userId: string;
  readonly title: string;
  readonly company: string;
  readonly industry: string;
  /** Of the company; 0 = not said. */
  readonly employees: number;
}

export interface Purchase {
  readonly userId: string;
  readonly plan: string;
  /** As booked, a month. */
  readonly revenue: number;
}

export interface Facts {
  /** Landings by campaign (utm), then by day YYYY-MM-DD. */
  readonly landings: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly signups: ReadonlyArray<Person>;
  readonly purchases: ReadonlyArray<Purchase>;
}

const most = 600;

interface Line {
  readonly type: string;
  readonly event?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly receivedAt: string;
  readonly traits?: {
    readonly email?: string;
    readonly title?: string;
    readonly employees?: number;
    readonly company?: { readonly name?: string; readonly industry?: string };
  };
  readonly properties?: { readonly plan?: string; readonly revenue?: number };
  readonly context?: { readonly campaign?: { readonly name?: string } };
}

/** Worth parsing: most lines are neither. */
const telling = /"campaign":\{"name"|"type":"identify"|"type":"group"|"event":"purchase"/;

/** Passes the lines on, and gathers what they say into the facts. */
export const gathering = (lines: Iterable<string>): { readonly lines: Iterable<string>; readonly facts: Facts } => {
  const landings = new Map<string, Map<string, number>>();
  const signups = new Map<string, Person>();
  const purchases = new Map<string, Purchase>();
  const take = (line: Line) => {
    const utm = line.context?.campaign?.name;
    if (line.type === "page" && utm !== undefined) {
      const days = landings.get(utm) ?? new Map<string, number>();
      const day = line.receivedAt.slice(0, 10);
      landings.set(utm, days.set(day, (days.get(day) ?? 0) + 1));
    } else if (line.type === "identify" && line.traits?.email !== undefined && line.userId !== undefined) {
      if (signups.size < most && !signups.has(line.userId)) {
        const { email, title = "", company } = line.traits;
        const { name = "", industry = "" } = company ?? {};
        signups.set(line.userId, { email, userId: line.userId, title, company: name, industry, employees: 0 });
      }
    } else if (line.type === "group" && line.userId !== undefined) {
      const person = signups.get(line.userId);
      if (person !== undefined) signups.set(line.userId, { ...person, employees: line.traits?.employees ?? 0 });
    } else if (line.event === "purchase" && line.userId !== undefined && purchases.size < most && !purchases.has(line.userId)) {
      const { plan = "", revenue = 0 } = line.properties ?? {};
      purchases.set(line.userId, { userId: line.userId, plan, revenue });
    }
  };
  const passed = function* (): Generator<string> {
    for (const line of lines) {
      if (telling.test(line)) take(JSON.parse(line) as Line);
      yield line;
    }
  };
  return {
    lines: passed(),
    facts: {
      landings,
      get signups() {
        return [...signups.values()];
      },
      get purchases() {
        return [...purchases.values()];
      },
    },
  };
};
