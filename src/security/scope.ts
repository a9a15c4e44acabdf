/** What a key may be made for, where it is not made for all that its role may. */
export type Scope = "intake" | "invitations" | "responses" | "read";

/** The scopes that a key of a role may have. */
export function scopesOf(role: "portal" | "owner" | "office" | "admin"): readonly Scope[] {
  return role === "portal" ? ["intake", "invitations", "responses"] : ["read"];
}
