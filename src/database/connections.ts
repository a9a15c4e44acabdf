/** How to reach a database as one of the two roles: `yusr_owner` makes tables, `yusr_app` only fills and reads them. */
export interface Connection {
  readonly url: string;
  /** Taken on after connecting, where the address signs in as somebody who may become it. */
  readonly role?: DatabaseRole;
}

export const DATABASE_ROLES = ["yusr_owner", "yusr_app"] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

export interface Connections {
  readonly owner: Connection;
  readonly app: Connection;
}

/** What PostgreSQL's client puts into the start of a session, so that no statement ever runs as the wrong role. */
export function sessionOptions(connection: Connection): { options?: string } {
  return connection.role === undefined ? {} : { options: `-c role=${connection.role}` };
}
