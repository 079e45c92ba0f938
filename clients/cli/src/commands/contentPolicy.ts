import { type ContentPolicy, ContentType } from "@marketing/protos/content/v1/content_service";
import { wordOf } from "../api.ts";
import { choiceOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { contentTypes } from "./contentRows.ts";
import { type Listed, printList } from "./show.ts";

const approvals = ["none", "another", "anyone"] as const;
/** Stands for the pair of answers that a policy is. */
const Approval = { NONE: 0, ANOTHER: 1, ANYONE: 2 } as const;

const meaning = ({ approvalRequired, authorMayApprove }: ContentPolicy): string =>
  !approvalRequired ? "published without approval" : authorMayApprove ? "approved by anyone" : "approved by another than its author";

const policies: Listed<ContentPolicy> = {
  columns: [{ title: "type" }, { title: "approval" }],
  row: (policy) => [wordOf(ContentType, policy.contentType), meaning(policy)],
  plain: ({ contentType, approvalRequired, authorMayApprove }) => ({
    content_type: wordOf(ContentType, contentType),
    approval_required: approvalRequired,
    author_may_approve: authorMayApprove,
  }),
};

/** Shows which approval each type of content needs, and with --approval says it of one. */
export const policy = async (context: CommandContext): Promise<void> => {
  const { values, connection } = context;
  const { content } = connection().client;
  const contentType = choiceOf(values, "type", ContentType, contentTypes);
  const approval = choiceOf(values, "approval", Approval, approvals);
  if (approval === undefined) {
    const all = (await content.getPolicies({})).policies;
    return printList(
      context,
      policies,
      all.filter((one) => contentType === undefined || one.contentType === contentType),
    );
  }
  if (contentType === undefined) throw usageError(`content policy --approval takes --type ${contentTypes.join("|")}`);
  const wanted = approval === Approval.NONE ? {} : { authorMayApprove: approval === Approval.ANYONE };
  const answer = await content.setPolicy({ contentType, approvalRequired: approval !== Approval.NONE, ...wanted });
  return printList(
    context,
    policies,
    answer.policies.filter((one) => one.contentType === contentType),
  );
};
