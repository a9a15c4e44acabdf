/** Chance that comes out the same for the same seed: xorshift128, seeded word by word. */
export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(...seed: readonly number[]) {
    let h = 0x9e3779b9;
    const word = (): number => {
      for (const n of seed) h = Math.imul(h ^ n, 0x85ebca6b) ^ (h >>> 13);
      h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35) + 0x27d4eb2f;
      return h | 0;
    };
    [this.a, this.b, this.c, this.d] = [word(), word(), word(), word() | 1];
    for (let i = 0; i < 16; i += 1) this.next();
  }

  /** 32 bits. */
  next(): number {
    let t = this.d;
    const s = this.a;
    this.d = this.c;
    this.c = this.b;
    this.b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.a = t ^ s ^ (s >>> 19);
    return this.a >>> 0;
  }

  /** From 0 up to, but without, 1. */
  fraction(): number {
    return this.next() / 4_294_967_296;
  }

  /** From 0 up to, but without, `n`. */
  below(n: number): number {
    return Math.floor(this.fraction() * n);
  }

  /** One of several, by their weights, which add up to 1. */
  pick<T>(options: readonly (readonly [T, number])[]): T {
    let rest = this.fraction();
    for (const [option, weight] of options) {
      if (rest < weight) return option;
      rest -= weight;
    }
    const [last] = options.at(-1) ?? [];
    if (last === undefined) throw new RangeError("nothing to pick from");
    return last;
  }

  /** So many bytes in hexadecimal. */
  hex(bytes: number): string {
    let text = "";
    for (let left = bytes; left > 0; left -= 4) text += this.next().toString(16).padStart(8, "0");
    return text;
  }

  /** A UUID of version 7 that carries this time. */
  idAt(time: number): string {
    const ms = Math.floor(time).toString(16).padStart(12, "0");
    const h = this.hex(12);
    return `${ms.slice(0, 8)}-${ms.slice(8)}-7${h.slice(0, 3)}-${"89ab".charAt(this.next() & 3)}${h.slice(3, 6)}-${h.slice(6, 18)}`;
  }

  /** A UUID of version 4. */
  id(): string {
    const h = this.hex(16);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(12, 15)}-${"89ab".charAt(this.next() & 3)}${h.slice(15, 18)}-${h.slice(18, 30)}`;
  }
}
