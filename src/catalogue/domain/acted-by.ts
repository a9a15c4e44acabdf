/** Who did it: the beneficiary, somebody for them, or nobody (the government of its own accord). */
export const ActedBy = {
  SELF: "SELF",
  FOR_PERSON: "FOR_PERSON",
  FOR_COMPANY: "FOR_COMPANY",
  SERVICE_OFFICE: "SERVICE_OFFICE",
  STAFF: "STAFF",
  PROACTIVE: "PROACTIVE",
} as const;
export type ActedBy = keyof typeof ActedBy;
