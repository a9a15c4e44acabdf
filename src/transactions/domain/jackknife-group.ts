/** Groups that a jackknife leaves out one at a time. */
export const JACKKNIFE_GROUPS = 32;

/**
 * Group 0–31 of a transaction, from the pseudonym of its subject, so that one person's transactions stay together; else
 * from its id. FNV-1a, folded to five bits: even for texts that end in random characters. Drawn once and stored,
 * because a pseudonym may be remade or removed.
 */
export function jackknifeGroup(subjectOrId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < subjectOrId.length; at += 1) hash = Math.imul(hash ^ subjectOrId.charCodeAt(at), 0x01000193);
  return ((hash >>> 27) ^ (hash >>> 16) ^ hash) & (JACKKNIFE_GROUPS - 1);
}
