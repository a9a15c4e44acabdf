import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredResponse } from "./stored-response";

const COLUMNS: readonly UnnestColumn<StoredResponse>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "response_id", type: "uuid", of: (r) => r.id },
  { name: "language", type: "text", of: (r) => r.language },
  { name: "text", type: "text", of: (r) => r.comment },
];

/** The comments of those responses that have one. */
export async function insertComments(unit: UnitOfWork, responses: readonly StoredResponse[]): Promise<void> {
  const commented = responses.filter(({ comment }) => comment !== null);
  if (commented.length === 0) return;
  await unit.query(`/* insert-comments */ INSERT INTO comment (${columnNames(COLUMNS)}) SELECT * FROM ${unnestOf(COLUMNS)}`, unnestParameters(COLUMNS, commented));
}
