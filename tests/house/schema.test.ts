import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, lexicographicSortSchema, printSchema } from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createDataSource } from "../../src/database/data-source";
import { makeSchema } from "../../src/graphql/schema";
import { createTestDatabase } from "../support/test-database";

const schema = makeSchema();

test("schema/schema.graphql is what the code says; `npm run schema` writes it", () => {
  const committed = readFileSync(join(__dirname, "../../schema/schema.graphql"), "utf8");
  expect(committed).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
});

test("every type, field, argument and enum value has a description", () => {
  const bare: string[] = [];
  const note = (where: string, description: string | null | undefined): void => {
    if ((description ?? "").trim() === "") bare.push(where);
  };
  const roots = new Set([schema.getQueryType(), schema.getMutationType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (!roots.has(type as never)) note(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) note([type.name, value.name].join("."), value.description);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        note([type.name, field.name].join("."), field.description);
        if ("args" in field) for (const argument of field.args) note([type.name, field.name, argument.name].join("."), argument.description);
      }
    }
  }
  expect(bare).toEqual([]);
});

test("the migrations add up to the entities, and can be taken back", async () => {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.connections.owner, { poolSize: 2 }).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
    const left: { name: string }[] = await dataSource.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'schema_migration'");
    expect(left).toEqual([]);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
});
