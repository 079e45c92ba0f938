import type { Factor, ScoringModel } from "./events.ts";

const factor = (name: Factor["kind"], weight: number, values: Factor["values"], more: Partial<Factor> = {}): Factor => ({
  name,
  kind: name,
  weight,
  values,
  other: 0,
  missing: 0,
  property: null,
  saturation: 20,
  ...more,
});

/**
 * The model of a tenant that has set none. 0.60 for who somebody is (address, size and industry of the company, seniority), 0.40 for what
 * they do; so nobody is sales-ready by form fields alone, and nobody who does nothing stays so. See README.md beside this file.
 */
export const defaultModel: ScoringModel = {
  name: "default",
  version: 0,
  createdAt: 0,
  halfLifeDays: 14,
  qualifyAt: 0.7,
  disqualifyBelow: 0.7,
  factors: [
    factor("email", 0.15, { business: 1, free: 0.3, disposable: -1 }),
    factor("company_size", 0.2, { "1-10": 0.3, "11-50": 0.6, "51-200": 0.8, "201-1000": 1, "1001+": 0.9 }),
    factor(
      "industry",
      0.1,
      {
        software: 1,
        saas: 1,
        technology: 1,
        "information technology": 1,
        marketing: 0.9,
        advertising: 0.9,
        finance: 0.8,
        "financial services": 0.8,
        ecommerce: 0.8,
        "e-commerce": 0.8,
        retail: 0.7,
        media: 0.7,
        manufacturing: 0.6,
        healthcare: 0.6,
        education: 0.4,
        government: 0.3,
      },
      { other: 0.4 },
    ),
    factor("job_title", 0.15, { executive: 1, vice_president: 0.9, director: 0.8, manager: 0.6, senior: 0.4, other: 0.2, junior: 0 }),
    factor(
      "activity",
      0.25,
      {
        user_signup: 10,
        signup: 10,
        trial_started: 12,
        demo_requested: 20,
        demo_request: 20,
        contact_sales: 20,
        purchase: 25,
        checkout_started: 10,
        form_submitted: 8,
        form_submit: 8,
        pricing_viewed: 6,
        email_clicked: 4,
        email_click: 4,
        content_engaged: 3,
        email_opened: 1,
        page_view: 1,
      },
      { other: 2 },
    ),
    factor("recency", 0.15, {}),
  ],
};
