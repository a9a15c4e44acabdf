import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { isDay } from "../shared/local-day";
import { isStorable } from "../shared/clean-text";
import type { Texts } from "../shared/texts";

/** An instant from outside, as text: checked item by item, so that one bad time refuses one item and not the batch. */
export const TimestampScalar = new GraphQLScalarType<string, string>({
  name: "Timestamp",
  description:
    "A date-time with an offset, such as `2026-03-01T09:30:00+04:00` or `2026-03-01T05:30:00Z`. In a batch a bad one refuses its item with `INVALID_TIME`, not the batch.",
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: textValue,
  parseLiteral: (node) => textValue(node.kind === Kind.STRING ? node.value : undefined),
});

/** A calendar day, kept as text so that no time zone can shift it. */
export const DayScalar = new GraphQLScalarType<string, string>({
  name: "Date",
  description: "A calendar day, such as `2026-03-01`.",
  serialize: String,
  parseValue: dayValue,
  parseLiteral: (node) => dayValue(node.kind === Kind.STRING ? node.value : undefined),
});

/** One text in several languages. */
export const TextsScalar = new GraphQLScalarType<Texts, Texts>({
  name: "Texts",
  description: 'One text in several languages: BCP 47 tag → text, such as `{"ar": "تجديد رخصة القيادة", "en": "Driving licence renewal"}`.',
  serialize: (value) => value as Texts,
  parseValue: textsValue,
  parseLiteral: (node) => {
    if (node.kind !== Kind.OBJECT) throw new GraphQLError("Texts is an object: language tag → text.");
    return textsValue(Object.fromEntries(node.fields.map((field) => [field.name.value, field.value.kind === Kind.STRING ? field.value.value : undefined])));
  },
});

function textValue(value: unknown): string {
  if (typeof value !== "string") throw new GraphQLError("A Timestamp is a text.");
  return value;
}

function dayValue(value: unknown): string {
  if (typeof value !== "string" || !isDay(value)) throw new GraphQLError("A Date is an existing day written YYYY-MM-DD.");
  return value;
}

const TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function textsValue(value: unknown): Texts {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new GraphQLError("Texts is an object: language tag → text.");
  for (const [tag, text] of Object.entries(value)) {
    if (!TAG.test(tag)) throw new GraphQLError("A key of Texts is a BCP 47 language tag, such as ar or en.");
    if (typeof text !== "string" || text.length > 2_000 || !isStorable(text)) throw new GraphQLError("A value of Texts is a text of at most 2,000 characters without NUL.");
  }
  return value as Texts;
}
