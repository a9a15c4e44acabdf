import { createHmac } from "node:crypto";
import { keysOf, type NamedKey } from "../security/secret-keys";
import type { ContactSource } from "./domain/contact-rules";

/** One for each key that is kept, the newest first: while there are two, everything stands in `contact` under both. */
export function contactKeys(key: NamedKey): readonly ContactKeys[] {
  return keysOf(key).map((one) => new ContactKeys(one));
}

/** Makes what stands in the table `contact`: digests that lead nowhere without the key, which is not in the database. */
export class ContactKeys {
  constructor(private readonly key: NamedKey) {}

  /** Name of the key. */
  get id(): string {
    return this.key.id;
  }

  /** Names the row of whoever may be asked. A person with a national number comes with their key. */
  of(source: ContactSource): Buffer {
    switch (source.kind) {
      case "PERSON":
        return source.key;
      case "SUBJECT":
        return this.digest("subject", source.subjectKey);
      case "PANEL":
        return this.digest("panel", source.office);
      case "BUNDLE":
        return this.digest("bundle", source.bundle);
    }
  }

  /** Stands for a service in one row alone: two rows do not show that they are about the same. */
  service(contactKey: Buffer, serviceId: string): Buffer {
    return this.digest("service", contactKey.toString("hex"), serviceId);
  }

  /** Stands for an invitation: its token's holder finds the row by it, and the database alone does not. */
  claim(invitationId: string): Buffer {
    return this.digest("claim", invitationId);
  }

  private digest(...parts: readonly string[]): Buffer {
    return createHmac("sha256", this.key.key).update(parts.join("\n")).digest().subarray(0, 16);
  }
}
