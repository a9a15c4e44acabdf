import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredResponse } from "./stored-response";

const COLUMNS: readonly UnnestColumn<StoredResponse>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "response_id", type: "uuid", of: (r) => r.id },
  { name: "transaction_id", type: "uuid", of: (r) => r.transactionId },
  { name: "expires_on", type: "date", of: (r) => r.linkExpiresOn },
];

export async function insertResponseLinks(unit: UnitOfWork, responses: readonly StoredResponse[]): Promise<void> {
  await unit.query(`/* insert-response-links */ INSERT INTO response_link (${columnNames(COLUMNS)}) SELECT * FROM ${unnestOf(COLUMNS)}`, unnestParameters(COLUMNS, responses));
}
