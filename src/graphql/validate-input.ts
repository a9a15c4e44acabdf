import { getMetadataStorage, validate, type ValidatorOptions } from "class-validator";
import { ArgumentValidationError, type ValidatorFn } from "type-graphql";

/** Errors never carry the caller's input. */
const OPTIONS: ValidatorOptions = { forbidUnknownValues: false, skipMissingProperties: true, validationError: { target: false, value: false } };

/** Class of an argument → whether any of its properties says what it takes. */
const rules = new Map<unknown, boolean>();

/**
 * Checks what the decorators of an input class say. In place of type-graphql's own way, which loads class-validator anew
 * for each argument of each field, also for those that have nothing to check: a fifth of the time of a page of services
 * with their scores.
 *
 * @throws ArgumentValidationError
 */
export const validateInput: ValidatorFn = async (value) => {
  const inputs: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const input of inputs) {
    if (typeof input !== "object" || input === null || !isChecked(input)) continue;
    const errors = await validate(input, OPTIONS);
    if (errors.length > 0) throw new ArgumentValidationError(errors);
  }
};

function isChecked(input: object): boolean {
  const { constructor } = input;
  let checked = rules.get(constructor);
  if (checked === undefined) {
    checked = getMetadataStorage().getTargetValidationMetadatas(constructor, "", false, false).length > 0;
    rules.set(constructor, checked);
  }
  return checked;
}
