/** Whom a service is for. */
export const BeneficiaryKind = {
  CITIZEN: "CITIZEN",
  RESIDENT: "RESIDENT",
  GCC_NATIONAL: "GCC_NATIONAL",
  VISITOR: "VISITOR",
  ESTABLISHMENT: "ESTABLISHMENT",
  GOVERNMENT_BODY: "GOVERNMENT_BODY",
} as const;
export type BeneficiaryKind = keyof typeof BeneficiaryKind;
