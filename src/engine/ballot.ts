/** Who voted how on one post: two bits a voter. */
export class Ballot {
  private readonly marks: Uint8Array;

  /** `voters` is how many could vote; they are numbered from 0. */
  constructor(voters: number) {
    this.marks = new Uint8Array(Math.ceil(voters / 4));
  }

  /** 1, -1, or 0 for somebody who has not voted. */
  voteOf(voter: number): 1 | 0 | -1 {
    const mark = (this.marks[voter >> 2] >> ((voter & 3) << 1)) & 3;
    return mark === 0 ? 0 : mark === 1 ? 1 : -1;
  }

  /** Replaces whatever the voter said before. */
  cast(voter: number, direction: 1 | -1): void {
    const shift = (voter & 3) << 1;
    const others = this.marks[voter >> 2] & ~(3 << shift);
    this.marks[voter >> 2] = others | ((direction === 1 ? 1 : 2) << shift);
  }
}
