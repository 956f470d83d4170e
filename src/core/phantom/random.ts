/**
 * Mulberry32 (Tommy Ettinger, public domain): a small generator of repeatable numbers.
 * Enough for drawings; never for anything that must be unguessable.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A generator of its own for one part of the drawing, so that parts can change independently. */
  static for(seed: number, part: string): Random {
    let hash = 0x811c9dc5 ^ (seed >>> 0);
    for (const character of part) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return new Random(Math.imul(hash ^ (hash >>> 15), 0x85ebca6b));
  }

  /** 32 random bits. */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.bits() / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Approximately normal, mean 0, standard deviation 1 (sum of the four bytes of one draw). */
  normal(): number {
    const b = this.bits();
    // Four uniform bytes: mean 510, variance 4 * (256^2 - 1) / 12, so a deviation of 147.8.
    return ((b & 255) + ((b >>> 8) & 255) + ((b >>> 16) & 255) + (b >>> 24) - 510) / 147.8;
  }
}
