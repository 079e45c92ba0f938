import type { Interceptor } from "@connectrpc/connect";

export interface Caller {
  readonly apiKey?: string | undefined;
  /** For the platform's key, which belongs to no tenant. */
  readonly tenantId?: string | undefined;
  /** Who calls, where the platform's key is used by a service. */
  readonly serviceName?: string | undefined;
}

/** Says with every call who makes it and for which tenant. What a call's own headers say, as `x-request-id` for the services' logs, stays. */
export const callMetadata = ({ apiKey, tenantId, serviceName }: Caller): Interceptor => {
  const said = Object.entries({
    authorization: apiKey && `Bearer ${apiKey}`,
    "x-tenant-id": tenantId,
    "x-service-name": serviceName,
  });
  return (next) => (request) => {
    for (const [name, value] of said) if (value && !request.header.has(name)) request.header.set(name, value);
    return next(request);
  };
};
