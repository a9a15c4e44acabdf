import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { NEW_INVITATION_COLUMNS } from "./invitation-columns";

/** New invitations, about transactions whose decisions this unit of work has locked. */
export async function insertInvitations(unit: UnitOfWork, invitations: readonly Invitation[]): Promise<void> {
  if (invitations.length > 0) await unit.query(INSERT, unnestParameters(NEW_INVITATION_COLUMNS, invitations));
}

const INSERT = `/* insert-invitations */
  INSERT INTO invitation (${columnNames(NEW_INVITATION_COLUMNS)})
  SELECT * FROM ${unnestOf(NEW_INVITATION_COLUMNS)}`;
