import { foreignApi } from "./accounts.ts";
import { streamName } from "./subject.ts";

/** By connection: the JetStream stream of its own account; null = it has none. Absent = one account holds all there is. */
const owners = new WeakMap<object, string | null>();

/** Says that a connection is logged in to an account of its own: a service's, which holds that service's JetStream stream, or one without. */
export const inOwnAccount = (nc: object, service: string | null): void => {
  owners.set(nc, service === null ? null : streamName(service));
};

export const isInOwnAccount = (nc: object): boolean => owners.has(nc);

/** The subject of a request to the JetStream API, "STREAM.INFO.LEAD": that of its own account, or where it asks for another's. */
export const apiSubject = (nc: object, request: string): string => {
  const own = owners.get(nc);
  const stream = /^(?:STREAM|CONSUMER)\.(?:MSG\.)?[A-Z]+\.([^.]+)/.exec(request)?.[1];
  return own === undefined || stream === undefined || stream === own ? `$JS.API.${request}` : `${foreignApi(stream)}.${request}`;
};
