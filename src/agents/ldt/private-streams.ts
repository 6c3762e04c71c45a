import { AleaColumns } from "../../base/random/alea-columns.js";
import { MersenneTwister } from "../../base/random/mersenne-twister.js";
import type { StreamFamily } from "../../base/random/random-source.js";
import type { Group } from "../../contract/agent.js";

/** One stream per member, seeded by a draw of 32 bits from the member's own stream; made at its first draw. */
export function privateStreams(group: Group): StreamFamily {
  const seeds = group.members.map((_, member) => group.streams.of(member).integer(0, 2 ** 32 - 1));
  if (group.semantics.randomness === "keyed") return new AleaColumns(group.size, (member) => String(seeds[member]));
  return new Twisters(seeds);
}

class Twisters implements StreamFamily {
  private readonly streams = new Map<number, MersenneTwister>();

  constructor(private readonly seeds: readonly number[]) {}

  of(index: number): MersenneTwister {
    let stream = this.streams.get(index);
    if (stream === undefined) {
      stream = new MersenneTwister(this.seeds[index]);
      this.streams.set(index, stream);
    }
    return stream;
  }

  save(): unknown {
    return [...this.streams].map(([index, stream]) => [index, stream.save()]);
  }

  restore(saved: unknown): void {
    this.streams.clear();
    for (const [index, state] of saved as [number, unknown][]) this.of(index).restore(state);
  }
}
