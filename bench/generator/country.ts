import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { House } from "../../src/app";
import type { StepKind } from "../../src/catalogue/domain/step-kind";
import { fine, OPERATOR, withDataDir } from "../bench-database";

export const AGENCIES = 100;
export const SERVICES = 3_000;

/** What every service asks of people, in order. */
export const STEPS = ["SIGN_IN", "FILL_IN", "UPLOAD", "PAY", "REVIEW", "RECEIVE"] as const satisfies readonly StepKind[];

/** How unevenly transactions fall on services: that of rank r gets a share in proportion to r^−1.2. The ten busiest have more than half. */
const UNEVENNESS = 1.2;

/** `AGENCY/CODE` of the service of a rank, from 1: the busiest. Neighbours in rank belong to different agencies. */
export function serviceOfRank(rank: number): string {
  return `A${String((rank - 1) % AGENCIES).padStart(3, "0")}/S${String(rank).padStart(4, "0")}`;
}

/** How many of `total` fall on the service of each rank; they add up to `total`. */
export function sharesOf(total: number): readonly number[] {
  const weights = Array.from({ length: SERVICES }, (_, i) => (i + 1) ** -UNEVENNESS);
  const sum = weights.reduce((a, b) => a + b, 0);
  let [exact, given] = [0, 0];
  return weights.map((weight) => {
    exact += (weight / sum) * total;
    const share = Math.round(exact) - given;
    given += share;
    return share;
  });
}

/** Enters the services into the catalogue, each with a published procedure and two segments. */
export async function createCountry({ catalogue }: House): Promise<void> {
  const ranks = Array.from({ length: SERVICES }, (_, i) => i + 1);
  const document = {
    format: "yusr-catalogue/1",
    agencies: Array.from({ length: AGENCIES }, (_, i) => ({
      code: serviceOfRank(i + 1).slice(0, 4),
      names: { ar: `جهة ${String(i)}`, en: `Agency ${String(i)}` },
      services: ranks.filter((rank) => (rank - 1) % AGENCIES === i).map(serviceOf),
    })),
  };
  await withDataDir(async (folder) => {
    const file = join(folder, "country.json");
    await writeFile(file, JSON.stringify(document));
    const { notTaken } = fine(await catalogue.importCatalogue.import(OPERATOR, file));
    if (notTaken.length > 0) throw new Error(`the catalogue is not what it should be: ${JSON.stringify(notTaken[0])}`);
  });
}

function serviceOf(rank: number): object {
  return {
    code: serviceOfRank(rank).slice(5),
    names: { ar: `خدمة ${String(rank)}`, en: `Service ${String(rank)}` },
    segments: [
      { code: "FIRST", names: { ar: "لأول مرة", en: "First time" }, firstTime: true },
      { code: "REPEAT", names: { ar: "مرة أخرى", en: "Not the first time" }, firstTime: false },
    ],
    procedures: [
      {
        publishedAt: "2020-01-01T00:00:00+04:00",
        stages: [{ code: "APPLYING", names: { ar: "التقديم", en: "Applying" } }, { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing" } }],
        steps: STEPS.map((kind) => ({
          code: kind,
          kind,
          stage: kind === "REVIEW" || kind === "RECEIVE" ? "PROCESSING" : "APPLYING",
          ...(kind === "FILL_IN" ? { expectedTime: { seconds: 900, source: "PUBLISHED" } } : {}),
        })),
      },
    ],
  };
}
