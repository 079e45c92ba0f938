import { randomUUID } from "node:crypto";
import { listAll } from "@marketing/client/paging";
import { RpcError } from "@marketing/client/rpcError";
import { findStack, type Stack } from "@marketing/client/stack";
import { type Connection, connect } from "../connection.ts";
import { writeStack } from "../stack.ts";

const tenantName = "Harborline (demo)";
const keyName = "marketing demo";

const unauthenticated = 16;

/** True when the service takes the key. Throws on anything but a refusal of the key itself. */
const takes = async (call: () => Promise<unknown>): Promise<boolean> => {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof RpcError && error.code === unauthenticated) return false;
    throw error;
  }
};

/** Asks every program that runs. */
const keyWorks = async ({ client }: Connection): Promise<boolean> => {
  const asked = {
    identity: () => client.identity.listUsers({ pageSize: 1 }),
    tracking: () => client.tracking.listEvents({ pageSize: 1 }),
    campaign: () => client.campaign.listCampaigns({ pageSize: 1 }),
    lead: () => client.lead.listLeads({ pageSize: 1 }),
    content: () => client.content.listContents({ pageSize: 1 }),
  };
  const taken = await Promise.all(client.services.map((service) => takes(asked[service])));
  return taken.every(Boolean);
};

const findOrCreate = async (connection: Connection, stack: Stack): Promise<string> => {
  const { tenants } = connection.platform;
  for await (const tenant of listAll(tenants.listTenants, {}, "tenants")) {
    if (tenant.tenantId === stack.tenantId || (stack.tenantId === null && tenant.name === tenantName)) return tenant.tenantId;
  }
  const { tenant } = await tenants.createTenant({ name: tenantName, timezone: "UTC" });
  return tenant!.tenantId;
};

/**
 * The stack with a tenant and a key that works: those it names, else new ones, made with the platform's key and written back to
 * the stack's file. Every service takes a key from the moment it was made.
 */
export const ensureTenant = async (stack: Stack, deadlineMs: number): Promise<{ stack: Stack; tenantId: string; created: boolean }> => {
  if (stack.apiKey !== null && stack.tenantId !== null) {
    const connection = connect(stack, { deadlineMs });
    try {
      if (await keyWorks(connection)) return { stack, tenantId: stack.tenantId, created: false };
    } finally {
      connection.close();
    }
  }
  const operator = connect(stack, { deadlineMs });
  try {
    const tenantId = await findOrCreate(operator, stack);
    const { secret } = await operator.platform.tenants.createApiKey({
      tenantId,
      name: `${keyName} ${randomUUID().slice(0, 8)}`,
      scopes: ["*"],
    });
    if (stack.path === null) return { stack: { ...stack, tenantId, apiKey: secret }, tenantId, created: true };
    writeStack(stack.path, { tenantId, apiKey: secret });
    return { stack: { ...findStack(stack.path), tenantId, apiKey: secret }, tenantId, created: true };
  } finally {
    operator.close();
  }
};
