import { ROTATED, type RotatedPurpose } from "../security/secret-keys";

/** The one before each secret that may be replaced. */
export const PREVIOUS_VARIABLES = {
  subject: "YUSR_KEY_SUBJECT_PREVIOUS",
  operator: "YUSR_KEY_OPERATOR_PREVIOUS",
  contact: "YUSR_KEY_CONTACT_PREVIOUS",
} as const satisfies Record<RotatedPurpose, string>;

/** 32 bytes in base64url, with a name in front where it was replaced before: `v2:…`. Without one it is `v1`. */
export const NAMED_SECRET = /^(?:v[1-9][0-9]{0,5}:)?[A-Za-z0-9_-]{43}$/;
export const NAMED_SECRET_MESSAGE = { message: "$property must be 32 random bytes in base64url (43 characters), with v2: or the like in front once it was replaced" };

/** A key as it is written: with its name in front, once it was replaced. */
export function nameOfKey(text: string): string {
  return /^(v\d+):/u.exec(text)?.[1] ?? "v1";
}

/** Two keys of one name could not be told apart by what they made. */
export function previousProblems(config: object): string[] {
  const said = config as Readonly<Record<string, unknown>>;
  return ROTATED.flatMap((purpose) => {
    const before = PREVIOUS_VARIABLES[purpose];
    const variable = before.replace("_PREVIOUS", "");
    const [current, previous] = [said[variable], said[before]];
    if (typeof previous !== "string") return [];
    if (typeof current !== "string") return [`${before} means nothing without ${variable}`];
    return nameOfKey(current) === nameOfKey(previous) ? [`${variable} must bear another name than ${before}, such as v2:…`] : [];
  });
}
