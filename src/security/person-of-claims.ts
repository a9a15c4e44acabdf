import type { OidcSettings } from "./oidc-settings";

/** Who a token speaks for, in the provider's words. */
export type Person =
  | { readonly role: "office" | "admin"; readonly subject: string }
  /** `services` undefined: every service of the agency. */
  | { readonly role: "owner"; readonly subject: string; readonly agency: string; readonly services: readonly string[] | undefined };

/** Why a genuine token opens nothing. */
export type ClaimProblem = "NO_SUBJECT" | "NO_ROLE" | "SEVERAL_ROLES" | "NO_AGENCY" | "SEVERAL_AGENCIES" | "NO_SERVICES";

type Claims = Readonly<Record<string, unknown>>;

/** In place of a list of services: all of them. */
const ALL = "*";

/**
 * Reads a verified token's claims. Nothing is guessed: two roles, two agencies, or a list of services that is expected
 * and missing open nothing, so that a mistake in the provider's settings never widens what somebody may do.
 */
export function personOf(claims: Claims, settings: OidcSettings): Person | ClaimProblem {
  const subject = claims["sub"];
  if (typeof subject !== "string" || subject === "") return "NO_SUBJECT";
  const [role, ...otherRoles] = new Set(wordsAt(claims, settings.roleClaim).flatMap((word) => settings.roles.get(word) ?? []));
  if (role === undefined) return "NO_ROLE";
  if (otherRoles.length > 0) return "SEVERAL_ROLES";
  if (role !== "owner") return { role, subject };
  const [agency, ...otherAgencies] = new Set(wordsAt(claims, settings.agencyClaim));
  if (agency === undefined) return "NO_AGENCY";
  if (otherAgencies.length > 0) return "SEVERAL_AGENCIES";
  const services = settings.servicesClaim === undefined ? [ALL] : wordsAt(claims, settings.servicesClaim);
  if (services.length === 0) return "NO_SERVICES";
  return { role, subject, agency, services: services.includes(ALL) ? undefined : services };
}

/** The words of a claim: a text of words with blanks in between, or a list of them. */
function wordsAt(claims: Claims, name: string): readonly string[] {
  return [valueAt(claims, name)].flat().flatMap((value) => (typeof value === "string" ? value.split(/\s+/u).filter((word) => word !== "") : []));
}

/** A claim of that name (`https://ministry.example/roles`), else one inside others (`realm_access.roles`). */
function valueAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split(".").reduce<unknown>((value, part) => (typeof value === "object" && value !== null && Object.hasOwn(value, part) ? (value as Claims)[part] : undefined), claims);
}
