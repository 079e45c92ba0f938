import type { MarketingClient } from "@marketing/client";

/** The demo is one person with one key, who writes and approves: its tenant says that authors may. What needs approval stays as it was. */
export const letAuthorsApprove = async (client: MarketingClient): Promise<void> => {
  if (!client.services.includes("content")) return;
  const { content } = client;
  const { policies } = await content.getPolicies({});
  for (const { contentType, approvalRequired, authorMayApprove } of policies)
    if (!authorMayApprove) await content.setPolicy({ contentType, approvalRequired, authorMayApprove: true });
};
