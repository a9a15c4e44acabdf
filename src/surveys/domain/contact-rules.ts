import type { KnownTransaction } from "../../transactions/domain/known-transaction";

/** Days for which nobody is asked again, about anything of any agency. */
export const ANY_SERVICE_DAYS = 14;
/** Days for which nobody is asked again about the same service. */
export const SAME_SERVICE_DAYS = 30;
/** The longest quarter: whoever is asked no more often is asked once in any of them. */
export const QUARTER_DAYS = 92;
/** How often an office of the panel is asked: once in a month. */
export const PANEL_DAYS = 31;
/** For which a bundle filed together counts once. */
export const BUNDLE_DAYS = 366;

/** Who may stand behind a record of having been asked. */
export type ContactSource =
  /** A person with a national number, over all agencies; the key is made outside. */
  | { readonly kind: "PERSON"; readonly key: Buffer }
  /** A person as one agency knows them: what holds where no national number was sent. */
  | { readonly kind: "SUBJECT"; readonly subjectKey: string }
  /** A clerk or counter of a service office, asked as one of a panel. */
  | { readonly kind: "PANEL"; readonly office: string }
  /** What was filed together. */
  | { readonly kind: "BUNDLE"; readonly bundle: string };

/** For how long somebody who is asked now is left in peace. */
export interface ContactRule {
  readonly source: ContactSource;
  /** Days without a question about anything. */
  readonly days: number;
  /** Days without a question about this service. */
  readonly serviceDays: number;
}

type Asked = Pick<KnownTransaction, "actedBy" | "beneficiary" | "subjectKey" | "operatorKey" | "touchpointId" | "batchReference">;

/** Whether the clerk of a service office is the one who would be asked, and not whom the service is for. */
export function isPanel({ actedBy }: Pick<Asked, "actedBy">): boolean {
  return actedBy === "SERVICE_OFFICE";
}

/**
 * What must be free for the person behind a transaction to be asked, and is taken when they are. Empty: nothing tells this
 * person from others, so no rule can be kept. Undefined: an office that nobody can tell from others is not in the panel.
 *
 * @param person the national key of the subject, where the message named one
 */
export function contactRules(transaction: Asked, person: Buffer | undefined): readonly ContactRule[] | undefined {
  const bundle: readonly ContactRule[] = transaction.batchReference === null ? [] : [rule({ kind: "BUNDLE", bundle: transaction.batchReference }, BUNDLE_DAYS)];
  if (isPanel(transaction)) {
    const office = transaction.operatorKey ?? transaction.touchpointId;
    return office === null ? undefined : [rule({ kind: "PANEL", office }, PANEL_DAYS), ...bundle];
  }
  const establishment = transaction.beneficiary === "ESTABLISHMENT" || transaction.actedBy === "FOR_COMPANY";
  const serviceDays = establishment ? QUARTER_DAYS : SAME_SERVICE_DAYS;
  const { subjectKey } = transaction;
  return [
    ...(person === undefined ? [] : [rule({ kind: "PERSON", key: person }, ANY_SERVICE_DAYS, serviceDays)]),
    ...(subjectKey === null ? [] : [rule({ kind: "SUBJECT", subjectKey }, ANY_SERVICE_DAYS, serviceDays)]),
    ...bundle,
  ];
}

function rule(source: ContactSource, days: number, serviceDays = days): ContactRule {
  return { source, days, serviceDays };
}
