/** Numbers by which the whole country knows somebody, so that two agencies mean the same person or company. */
const NATIONAL_SCHEMES: readonly string[] = ["CIVIL_NUMBER", "COMMERCIAL_REGISTRATION"];

/** Whether a subject's scheme is national; letter case does not matter. */
export function isNationalScheme(scheme: string): boolean {
  return NATIONAL_SCHEMES.includes(scheme.trim().toUpperCase());
}
