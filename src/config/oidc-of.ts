import type { OidcSettings, PersonRole } from "../security/oidc-settings";
import type { Config } from "./config";

/** The provider of identities that the configuration names, as the doors take it. */
export function oidcOf(config: Config): OidcSettings | undefined {
  if (config.YUSR_OIDC_ISSUER === undefined || config.YUSR_OIDC_AUDIENCE === undefined) return undefined;
  return {
    issuer: config.YUSR_OIDC_ISSUER,
    audience: config.YUSR_OIDC_AUDIENCE,
    jwksUrl: config.YUSR_OIDC_JWKS_URL,
    roleClaim: config.YUSR_OIDC_ROLE_CLAIM,
    agencyClaim: config.YUSR_OIDC_AGENCY_CLAIM,
    servicesClaim: config.YUSR_OIDC_SERVICES_CLAIM,
    roles: new Map(config.YUSR_OIDC_ROLES.split(",").map((pair) => pair.split("=") as [PersonRole, string]).map(([role, value]) => [value, role])),
  };
}
