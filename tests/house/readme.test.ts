import { parse, validate } from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeSchema } from "../../src/graphql/schema";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
const schema = makeSchema();

function problems(document: string): readonly string[] {
  return validate(schema, parse(document)).map((error) => error.message);
}

test("every GraphQL sample of the README is valid", () => {
  const samples = [...readme.matchAll(/```graphql\n([^]*?)```/gu)].map(([, sample]) => sample ?? "");
  expect(samples.length).toBeGreaterThan(2);
  for (const sample of samples) expect(problems(sample)).toEqual([]);
});

test("every document that the README sends with curl is valid", () => {
  const bodies = [...readme.matchAll(/<<('?)EOF'?\n([^]*?)\nEOF/gu)].map(([, quoted, body = ""]) => (quoted === "'" ? body : body.replaceAll("\\$", "$")));
  expect(bodies.length).toBeGreaterThan(1);
  for (const body of bodies) {
    const { query }: { query: string } = JSON.parse(body.replace(/\$\([^)]*\)/gu, "2026-01-01"));
    expect(problems(query)).toEqual([]);
  }
});
