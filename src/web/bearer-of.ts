/** A browser has no other way to send a key without a script: it asks, and the password is the key. */
export const ASKS_FOR_KEY = { "www-authenticate": 'Basic realm="Yusr", charset="UTF-8"' } as const;

/** `Basic name:key` as `Bearer key`; anything else as it is. */
export function bearerOf(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic (\S+)$/iu.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return authorization;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}
