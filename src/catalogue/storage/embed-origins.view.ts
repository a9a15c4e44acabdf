import type { UnitOfWork } from "../../database/unit-of-work";

/** The origins whose pages may show an agency's surveys in a frame. */
export async function readEmbedOrigins(unit: UnitOfWork, agencyId: string): Promise<readonly string[]> {
  const rows = await unit.query<{ origins: string[] }[]>(`/* embed-origins */ SELECT embed_origins AS origins FROM agency WHERE id = $1`, [agencyId]);
  return rows[0]?.origins ?? [];
}
