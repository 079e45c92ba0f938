import type { DescMessage, MessageJsonType } from "@bufbuild/protobuf";
import { toMicros } from "@marketing/client/money";
import type { ContractName, contracts } from "@marketing/client/services";
import { type CampaignPlan, type ContentPlan, campaigns, contents, segments } from "./library.ts";
import { type PastCampaign, pastCampaigns } from "./past.ts";
import { random } from "./prng.ts";

/** One call of a service. A request id that follows from `key` makes it one command, however often it is sent. */
export interface Step {
  readonly key: string;
  readonly api: ContractName;
  readonly call: string;
  /** In protobuf JSON. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The lead's address, where the request needs the id that the service gave it. */
  readonly lead?: string;
  /** Refusals (reasons) that are what the story expects. */
  readonly refused?: ReadonlyArray<string>;
}

/** Steps in order; chains in any. */
export type Chain = ReadonlyArray<Step>;

type Methods<Name extends ContractName> = (typeof contracts)[Name]["service"]["method"];

/** What protobuf JSON takes: int64 as text or a number, any object for a Struct. */
type Told<Json> = Json extends string
  ? string extends Json
    ? Json | number
    : Json
  : Json extends ReadonlyArray<infer One>
    ? ReadonlyArray<Told<One>>
    : Json extends object
      ? string extends keyof Json
        ? object
        : { readonly [Key in keyof Json]?: Told<Json[Key]> | undefined }
      : Json;

type Given<Name extends ContractName, Call extends keyof Methods<Name>> = Methods<Name>[Call] extends {
  readonly input: infer Input extends DescMessage;
}
  ? Told<MessageJsonType<Input>>
  : never;

/** Makes steps of one story: the same story has the same request ids. */
export const stepsOf =
  (story: string) =>
  <Name extends ContractName, Call extends keyof Methods<Name> & string>(
    key: string,
    api: Name,
    call: Call,
    request: Given<Name, Call>,
    more: Pick<Step, "lead" | "refused"> = {},
  ): Step => ({
    ...{ key: `${call} ${key}`, api, call, ...more },
    request: { ...(request as object), requestId: random(`${story}/${call}/${key}`).uuid() },
  });

/** An amount as protobuf JSON has it. */
export const microsText = (amount: string): string => String(toMicros(amount));

/** Of this story there is one, whatever traffic follows. */
const step = stepsOf("harborline/groundwork");

const adOf = ({ campaignId, ad }: CampaignPlan): Chain =>
  ad === undefined
    ? []
    : [
        step(
          ad.adCampaignId,
          "adCampaign",
          "createAdCampaign",
          {
            ...{ adCampaignId: ad.adCampaignId, campaignId, platform: ad.platform, name: ad.name, audienceConfig: { ...ad.audience } },
            platformCampaignId: ad.platformCampaignId,
            creatives: ad.variants.map(([variantId, weight, headline]) => ({ variantId, weight, data: { headline } })),
          },
          { refused: ["AD_CAMPAIGN_EXISTS", "CAMPAIGN_ENDED"] },
        ),
      ];

const campaignSteps = (campaign: CampaignPlan): Chain => {
  const { campaignId, name, type, utm, channels, goals, budget } = campaign;
  const budgetMicros = budget === null ? undefined : microsText(budget);
  const config = { channels, goals, utm_campaign: utm };
  return [
    step(
      utm,
      "campaign",
      "createCampaign",
      { campaignId, name, type, config, budgetMicros, currency: "USD" },
      { refused: ["CAMPAIGN_EXISTS"] },
    ),
    ...(campaign.starts ? [step(utm, "campaign", "startCampaign", { campaignId })] : []),
    ...adOf(campaign),
  ];
};

/** What came of a campaign that is over; that it is, is said when the agents have done what it asked for. */
const pastSteps = (campaign: PastCampaign): Chain => {
  const { campaignId, utm, fees, earned, ad, reported, over } = campaign;
  const at = new Date(over).toISOString();
  const report = reported !== undefined && {
    ...{ impressions: reported.impressions, clicks: reported.clicks, conversions: reported.conversions, asOf: at },
    ...{ spendMicros: microsText((reported.spend / 100).toFixed(2)), revenueMicros: 0 },
  };
  return [
    ...campaignSteps(campaign),
    ...(ad === undefined || !report ? [] : [step(utm, "adCampaign", "reportPerformance", { adCampaignId: ad.adCampaignId, ...report })]),
    ...fees.map(([source, amount]) =>
      step(`${utm}/${source}`, "campaign", "recordSpend", { campaignId, amountMicros: microsText(amount), source, spentAt: at }),
    ),
    ...earned.map(([source, amount]) =>
      step(`${utm}/${source}`, "campaign", "recordRevenue", { campaignId, amountMicros: microsText(amount), source }),
    ),
  ];
};

const contentSteps = ({ contentId, type, title, slug, utm, texts, destiny }: ContentPlan): Chain => {
  const campaignId = campaigns.find((campaign) => campaign.utm === utm)?.campaignId;
  const metadata = { seo: { title: title.slice(0, 60), description: texts[0]!.slice(0, 150), slug } };
  const [first, ...later] = texts;
  const made = { contentId, contentType: type, title, content: first, metadata, campaignId, language: "en", generatedBy: "editor:mira" };
  const review = [step(slug, "content", "submitForReview", { contentId })];
  const approved = [...review, step(slug, "content", "approve", { contentId, comment: "fine as it is" })];
  const published = [...approved, step(slug, "content", "publish", { contentId })];
  const ways: Readonly<Record<ContentPlan["destiny"], Chain>> = {
    in_review: review,
    approved,
    published,
    rejected: [...review, step(slug, "content", "reject", { contentId, reason: "promises what we cannot keep" })],
    archived: [...published, step(slug, "content", "archive", { contentId })],
  };
  return [
    step(slug, "content", "createContent", made, { refused: ["CONTENT_EXISTS"] }),
    ...later.map((content, i) => step(`${slug}/${i + 2}`, "content", "updateContent", { contentId, content })),
    ...ways[destiny],
  ];
};

/** What is there before the first visitor: campaigns, their ads, the library, segments. Depends on nothing. */
export const groundwork = (): ReadonlyArray<Chain> => [
  ...campaigns.map(campaignSteps),
  ...pastCampaigns.map(pastSteps),
  ...contents.map(contentSteps),
  ...segments.map(({ name, rule, priority, description }) => [
    step(
      name,
      "segment",
      "createSegment",
      { name, rule: { ...rule }, priority, description },
      { refused: ["SEGMENT_NAME_TAKEN", "SEGMENT_EXISTS"] },
    ),
    step(name, "segment", "activateSegment", { segment: name }, { refused: ["SEGMENT_ACTIVE"] }),
  ]),
];
