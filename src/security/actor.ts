import type { Scope } from "./scope";

interface Keyed {
  readonly keyId: string;
  /** Absent: all that the role may. */
  readonly scopes?: readonly Scope[] | undefined;
}

/** Who signed: the key, or the person as a provider of identities knows them, under a pseudonym. */
type Signer = Keyed | { readonly person: string };

/**
 * Who asks. `owner` sees a list of services (undefined: all of the agency), `office` aggregates of all agencies,
 * `operator` is the person at the command line, `system` a job. The holder of a survey token needs no actor: the use
 * case takes the token itself.
 */
export type Actor =
  | { readonly kind: "anonymous" }
  | ({ readonly kind: "portal"; readonly portalId: string } & Keyed)
  | ({ readonly kind: "owner"; readonly agencyId: string; readonly serviceIds: readonly string[] | undefined } & Signer)
  | ({ readonly kind: "office" | "admin" } & Signer)
  | { readonly kind: "operator"; readonly user: string }
  | { readonly kind: "system"; readonly job: string };

export type ActorKind = Actor["kind"];

/** How the audit log names an actor. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "anonymous":
      return "anonymous";
    case "operator":
      return `operator:${actor.user}`;
    case "system":
      return `system:${actor.job}`;
    default:
      return "person" in actor ? `${actor.kind}:person:${actor.person}` : `${actor.kind}:${actor.keyId}`;
  }
}
