import type { UnitsOfWork } from "../database/unit-of-work";
import { Refusal } from "../shared/refusal";
import type { Access } from "./access";
import type { Actor } from "./actor";
import { auditDigest, BEFORE_THE_FIRST } from "./audit-digest";
import type { AuditChainRepository, ChainedEntry } from "./storage/audit-chain.repository";

/** The end of the chain, to be kept where whoever keeps the database cannot change it. */
export interface ChainHead {
  readonly position: number;
  /** In hexadecimal. */
  readonly digest: string;
}

/** `CHANGED`: the entry or its link is not what was linked. `GONE`: the entry is missing. `CUT`: links are missing before this one. */
export interface ChainProblem {
  readonly position: number;
  readonly kind: "CHANGED" | "GONE" | "CUT";
}

export interface ChainVerification {
  readonly links: number;
  readonly head: ChainHead | null;
  readonly problems: readonly ChainProblem[];
  /** Whether the head that was given stands in the chain as it was given; null where none was given. */
  readonly anchored: boolean | null;
}

const PAGE = 1_000;

/** Makes it visible when somebody changes the audit log behind the application's back. */
export class AuditChainService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly chain: AuditChainRepository,
    private readonly access: Access,
  ) {}

  /**
   * Links what was written since; answers how many entries. An act does not wait for its link, so that acts do not wait for
   * each other: an entry is unprotected until the next run, which is every minute. Twice at once does no harm.
   */
  async extend(actor: Actor): Promise<number> {
    this.access.require(actor, "audit.chain");
    for (let linked = 0; ; ) {
      const n = await this.units.write(async (unit) => {
        await this.chain.lock(unit);
        const head = (await this.chain.head(unit)) ?? { position: 0, digest: BEFORE_THE_FIRST };
        let { position, digest } = head;
        const links = (await this.chain.unlinked(unit, PAGE)).map((entry) => {
          digest = auditDigest(digest, entry);
          position += 1;
          return { position, entryId: entry.id, digest };
        });
        if (links.length > 0) await this.chain.insert(unit, links);
        return links.length;
      });
      linked += n;
      if (n < PAGE) return linked;
    }
  }

  /**
   * Looks at every link. Who keeps the database could make the whole chain anew; whoever kept a head from before sees that.
   * Refused with `INVALID_HEAD` for one that is none.
   *
   * @param expected a head as an earlier verification told it
   */
  async verify(actor: Actor, expected: ChainHead | undefined, progress: (links: number) => void = () => undefined): Promise<ChainVerification | Refusal> {
    this.access.require(actor, "audit.read");
    if (expected !== undefined && (!/^[0-9a-f]{64}$/u.test(expected.digest) || !Number.isSafeInteger(expected.position) || expected.position < 1)) {
      return new Refusal("INVALID_HEAD", "A head is a position and 64 hexadecimal digits, as `yusr audit verify` prints them.", ["expect"]);
    }
    const problems: ChainProblem[] = [];
    let before: { readonly position: number; readonly digest: Buffer } = { position: 0, digest: BEFORE_THE_FIRST };
    let links = 0;
    let found = false;
    for await (const link of this.links()) {
      links += 1;
      progress(links);
      const { position, digest, entry } = link;
      if (position !== before.position + 1) problems.push({ position, kind: "CUT" });
      else if (entry === null) problems.push({ position, kind: "GONE" });
      else if (!auditDigest(before.digest, entry).equals(digest)) problems.push({ position, kind: "CHANGED" });
      if (position === expected?.position) found = digest.toString("hex") === expected.digest;
      before = link;
    }
    return { links, head: links === 0 ? null : { position: before.position, digest: before.digest.toString("hex") }, problems, anchored: expected === undefined ? null : found };
  }

  /** Every linked entry in order, for whoever keeps a copy elsewhere. */
  async *export(actor: Actor): AsyncGenerator<ChainedEntry> {
    this.access.require(actor, "audit.read");
    yield* this.links();
  }

  private async *links(): AsyncGenerator<ChainedEntry> {
    for (let position = 0; ; ) {
      const page = await this.units.read((unit) => this.chain.after(unit, position, PAGE));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      position = last.position;
    }
  }
}
