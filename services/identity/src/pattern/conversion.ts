const positive =
  /(^|_)(purchased?|bought|ordered|order_(placed|completed|paid)|checkout_completed|payment_(succeeded|completed)|subscribed|subscription_(started|created)|signed_up|sign_up|signup|registered|trial_started|upgraded|converted|conversion|demo_(requested|booked))($|_)/;
const negative = /(^|_)(failed|cancell?ed|abandoned|refunded|declined|error|viewed|clicked|opened)($|_)/;
/** Whether the name of an action says that somebody became, or stayed, a customer. */
export const isConversion = (action: string): boolean => !action.startsWith("view") && positive.test(action) && !negative.test(action);
