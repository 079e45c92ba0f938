import type { Command } from "./command.ts";

interface Entry {
  /** One line, for the list of all commands and the head of its own help. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** A command's own files are loaded when it is named: `simulate` needs no gRPC, only `bus` and `demo` need the bus, and the list of all needs none of them. */
export const commands: Readonly<Record<string, Entry>> = {
  import: {
    summary: "Send a file of events: Segment NDJSON or a web server's access log, gzipped or not",
    load: async () => (await import("./commands/import.ts")).importCommand,
  },
  simulate: {
    summary: "Make up the traffic of a B2B product, as Segment NDJSON: the same options give the same bytes",
    load: async () => (await import("./commands/simulate.ts")).simulateCommand,
  },
  demo: {
    summary: "The main job: make a tenant, play a product's marketing through every service, and report",
    load: async () => (await import("./commands/demo.ts")).demoCommand,
  },
  user: {
    summary: "Show a person: profile, merged visitors, sessions, timeline; who behaves alike; what to suggest next; export all there is",
    load: async () => (await import("./commands/user.ts")).userCommand,
  },
  events: {
    summary: "List or count events: of a person, a session, a name, a time",
    load: async () => (await import("./commands/events.ts")).eventsCommand,
  },
  log: {
    summary: "Read a service's event log in order, and follow it",
    load: async () => (await import("./commands/log.ts")).logCommand,
  },
  bus: {
    summary: "Print CloudEvents from the bus as they come, or those it holds; logins to the bus for subscribers",
    load: async () => (await import("./commands/bus.ts")).busCommand,
  },
  projections: {
    summary: "Where the views stand; rebuild, compare, pause and resume them, or have one pass an event by",
    load: async () => (await import("./commands/projections.ts")).projectionsCommand,
  },
  vectors: {
    summary: "Where the vector indexes stand; compare them with the store both ways; build one anew",
    load: async () => (await import("./commands/vectors.ts")).vectorsCommand,
  },
  parked: {
    summary: "Events a view could not take, or the relay not publish, and those that wait behind them",
    load: async () => (await import("./commands/parked.ts")).parkedCommand,
  },
  letters: {
    summary: "Dead letters: what reactions gave up, what was broken on the bus, what somebody else wrote to it",
    load: async () => (await import("./commands/letters.ts")).lettersCommand,
  },
  segment: {
    summary: "Segments of people by rules: list, create, preview, activate, members, history",
    load: async () => (await import("./commands/segment.ts")).segmentCommand,
  },
  consent: {
    summary: "What people agreed to, by channel and purpose: set, show, history; how much of a segment may be addressed",
    load: async () => (await import("./commands/consent.ts")).consentCommand,
  },
  suppress: {
    summary: "Addresses, domains and people that nobody addresses: add, remove, list, check, import a file",
    load: async () => (await import("./commands/suppress.ts")).suppressCommand,
  },
  campaign: {
    summary: "Campaigns: list, create, start and stop; spend, return, leaderboard; finished ones like a plan",
    load: async () => (await import("./commands/campaign.ts")).campaignCommand,
  },
  task: {
    summary: "Work for agents: list, enqueue, take and finish by hand, replay what died",
    load: async () => (await import("./commands/task.ts")).taskCommand,
  },
  lead: {
    summary: "Leads: list, capture, import, qualify, convert; why a score is what it is; the funnel",
    load: async () => (await import("./commands/lead.ts")).leadCommand,
  },
  content: {
    summary: "The content library: list, write, review, publish, compare versions, search; which approval it takes",
    load: async () => (await import("./commands/content.ts")).contentCommand,
  },
  knowledge: {
    summary: "What agents know: put documents, look at them, ask for passages with their citations",
    load: async () => (await import("./commands/knowledge.ts")).knowledgeCommand,
  },
  keys: {
    summary: "API keys of the tenant: list, create, limit, revoke",
    load: async () => (await import("./commands/keys.ts")).keysCommand,
  },
  tenants: {
    summary: "Tenants: list, create, show or change settings, set a budget",
    load: async () => (await import("./commands/tenants.ts")).tenantsCommand,
  },
  backup: {
    summary: "Backups of this machine's platform: make one, list and verify them",
    load: async () => (await import("./commands/backup.ts")).backupCommand,
  },
  restore: {
    summary: "Bring a moment back into a directory of its own, beside what runs, and verify it",
    load: async () => (await import("./commands/restore.ts")).restoreCommand,
  },
  drill: {
    summary: "Lose this machine's PostgreSQL, restore it, and report what came back and how long it took",
    load: async () => (await import("./commands/drill.ts")).drillCommand,
  },
};
