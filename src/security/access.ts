import type { Actor, ActorKind } from "./actor";
import type { Scope } from "./scope";

/** What an actor may want to do. One word per use-case family; what exactly is theirs is decided by `covers`. */
export type Permission =
  | "catalogue.read"
  | "catalogue.write"
  | "catalogue.govern"
  | "signals.declare"
  | "transactions.record"
  | "transactions.correct"
  | "transactions.import"
  | "instruments.read"
  | "surveys.seed"
  | "transactions.refile"
  | "surveys.read"
  | "surveys.write"
  | "surveys.govern"
  | "responses.record"
  | "responses.backfill"
  | "links.handOver"
  | "reports.read"
  | "reports.govern"
  | "changes.record"
  | "tallies.maintain"
  | "audit.chain"
  | "audit.read"
  | "database.keep"
  | "keys.manage";

/** Default deny: who is not named here may not. */
const ALLOWED: Readonly<Record<Permission, readonly ActorKind[]>> = {
  "catalogue.read": ["portal", "owner", "office", "admin", "operator", "system"],
  "catalogue.write": ["owner", "admin", "operator"],
  // Agencies, portals, grants, survey policy, named periods: what an owner must not decide about itself.
  "catalogue.govern": ["office", "admin", "operator"],
  // What a portal measures: its own to say, and the office's to put right.
  "signals.declare": ["portal", "office", "admin", "operator"],
  "transactions.record": ["portal", "admin", "operator"],
  "transactions.correct": ["portal", "admin", "operator"],
  "transactions.import": ["operator", "admin"],
  "instruments.read": ["portal", "owner", "office", "admin", "operator", "system"],
  "surveys.seed": ["system"],
  // Who says what a status or a step means also says where what waited belongs.
  "transactions.refile": ["owner", "admin", "operator"],
  "surveys.read": ["owner", "office", "admin", "operator", "system"],
  "surveys.write": ["owner", "office", "admin", "operator"],
  // Approving a survey, what the whole nation is asked, and an instrument's words in a further language: what an owner must not decide about itself.
  "surveys.govern": ["office", "admin", "operator"],
  "responses.record": ["portal", "admin", "operator"],
  // Answers that Yusr's own form collected elsewhere; a portal's own form is always the agency's collecting.
  "responses.backfill": ["admin", "operator"],
  // Links that wait for whoever has people's addresses, and what became of them.
  "links.handOver": ["portal", "admin", "operator"],
  "reports.read": ["owner", "office", "admin", "operator", "system"],
  // What counts for how much: what an owner must not decide about itself.
  "reports.govern": ["office", "admin", "operator"],
  // What was changed about a service, to measure what came of it.
  "changes.record": ["owner", "office", "admin", "operator"],
  "tallies.maintain": ["operator", "system"],
  "audit.chain": ["operator", "system"],
  "audit.read": ["admin", "operator"],
  // Everything there is, out of the database and into another.
  "database.keep": ["operator"],
  "keys.manage": ["admin", "operator"],
};

/** What keys of a scope may, of all that their role may. */
const SCOPED: Readonly<Record<Scope, readonly Permission[]>> = {
  intake: ["catalogue.read", "signals.declare", "transactions.record", "transactions.correct"],
  invitations: ["catalogue.read", "links.handOver"],
  responses: ["catalogue.read", "instruments.read", "responses.record"],
  read: ["catalogue.read", "instruments.read", "surveys.read", "reports.read"],
};

/** Thrown, not returned: nobody who may ask ever meets it. The doors turn it into their own form of "no". */
export class AccessDenied extends Error {
  constructor(readonly code: "UNAUTHENTICATED" | "FORBIDDEN") {
    super(code === "UNAUTHENTICATED" ? "Sign in first: send an API key or an access token as `Authorization: Bearer …`." : "Whoever signed this may not do that.");
  }
}

/** A thing that belongs to an agency, and perhaps to one of its services. */
export interface Owned {
  readonly agencyId: string;
  readonly serviceId?: string;
}

/** Who may do what. The first line of every use case asks it. */
export class Access {
  /** @throws AccessDenied `UNAUTHENTICATED` for nobody, `FORBIDDEN` for a role that never may, and for a key that was made for something else. */
  require(actor: Actor, permission: Permission): void {
    const within = !("scopes" in actor) || actor.scopes === undefined || actor.scopes.some((scope) => SCOPED[scope].includes(permission));
    if (ALLOWED[permission].includes(actor.kind) && within) return;
    throw new AccessDenied(actor.kind === "anonymous" ? "UNAUTHENTICATED" : "FORBIDDEN");
  }

  /**
   * Whether a thing is the actor's own. Answer "no" as if it did not exist. Of an agency itself (no `serviceId`), an
   * owner of listed services is no owner. A portal owns nothing: what it may report is its grants' to say.
   */
  covers(actor: Actor, thing: Owned): boolean {
    switch (actor.kind) {
      case "office":
      case "admin":
      case "operator":
      case "system":
        return true;
      case "owner":
        if (actor.agencyId !== thing.agencyId) return false;
        return actor.serviceIds === undefined || (thing.serviceId !== undefined && actor.serviceIds.includes(thing.serviceId));
      case "portal":
      case "anonymous":
        return false;
    }
  }
}
