import type { AgentNote } from "../../model/agent-note.js";

const ASKED = "asked_";

/** Sums over what students note: what they serve, and whom they ask and follow. */
export class StudentTally {
  private sums = new Map<string, number>();

  note({ action, figures }: AgentNote): void {
    this.add(action, 1);
    for (const [name, value] of Object.entries(figures)) this.add(`${action}/${name}`, value);
    if (action === "student_asked" && figures.asked > 1) {
      this.add("choices", 1);
      this.add("gap", figures.chosen - figures.others);
    }
  }

  reset(): void {
    this.sums.clear();
  }

  get score(): number | undefined {
    return this.ratio("student_served/score", "student_served");
  }

  get unsafeRate(): number | undefined {
    return this.ratio("student_served/unsafe", "student_served");
  }

  get length(): number | undefined {
    return this.ratio("student_served/length", "student_served");
  }

  /** Mean score of the archetype whose answers score highest. */
  get best(): number | undefined {
    const prefix = `student_asked/${ASKED}`;
    const means = [...this.sums].flatMap(([name, count]) => {
      if (!name.startsWith(prefix)) return [];
      return this.of(`student_asked/score_${name.slice(prefix.length)}`) / count;
    });
    return means.length === 0 ? undefined : Math.max(...means);
  }

  get filterGap(): number | undefined {
    return this.ratio("gap", "choices");
  }

  get poisonedPicks(): number | undefined {
    return this.ratio("student_asked/chosen_poisoned", "student_asked");
  }

  get poisonedAsked(): number | undefined {
    return this.ratio("student_asked/poisoned", "student_asked/asked");
  }

  get disagreement(): number | undefined {
    return this.ratio("student_asked/differing", "student_asked/pairs");
  }

  private add(name: string, value: number): void {
    this.sums.set(name, this.of(name) + value);
  }

  private of(name: string): number {
    return this.sums.get(name) ?? 0;
  }

  private ratio(sum: string, count: string): number | undefined {
    return this.of(count) === 0 ? undefined : this.of(sum) / this.of(count);
  }
}
