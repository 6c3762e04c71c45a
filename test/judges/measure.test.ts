import { describe, expect, it } from "vitest";
import { agreementOf } from "../../src/judges/measure/agreement.js";
import { confusionOf, kappa } from "../../src/judges/measure/confusion.js";
import { kappaInterval } from "../../src/judges/measure/kappa-interval.js";
import { ratesOf } from "../../src/judges/measure/rates.js";
import { wilson } from "../../src/judges/measure/wilson.js";

const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
const pairs = (a: number, b: number, c: number, d: number): [number, number][] => [
  ...times<[number, number]>(a, [0, 0]),
  ...times<[number, number]>(b, [0, 1]),
  ...times<[number, number]>(c, [1, 0]),
  ...times<[number, number]>(d, [1, 1]),
];

describe("kappa", () => {
  it.each([
    // By hand: p_o = 35/50, p_e = (25·30 + 25·20)/2500 = 0.5.
    [pairs(20, 5, 10, 15), 0.4],
    // By hand: p_o = 60/100, p_e = (60·70 + 40·30)/10000 = 0.54.
    [pairs(45, 15, 25, 15), 0.06 / 0.46],
    [pairs(10, 0, 0, 10), 1],
    [pairs(0, 10, 10, 0), -1],
    [pairs(5, 5, 5, 5), 0],
  ])("of a worked table", (table, value) => {
    expect(kappa(confusionOf(table, 2))).toBeCloseTo(value, 12);
  });

  it("of three classes by hand", () => {
    // Counts [[4,1,0],[1,3,1],[0,0,5]]: p_o = 12/15; p_e = (5·5 + 5·4 + 5·6)/225 = 1/3.
    const cells: [number, number][] = [
      ...times<[number, number]>(4, [0, 0]),
      [0, 1],
      [1, 0],
      ...times<[number, number]>(3, [1, 1]),
      [1, 2],
      ...times<[number, number]>(5, [2, 2]),
    ];
    expect(kappa(confusionOf(cells, 3))).toBeCloseTo((0.8 - 1 / 3) / (2 / 3), 12);
  });

  it("is not defined for nothing, nor where both know one label only", () => {
    expect([kappa(confusionOf([], 2)), kappa(confusionOf(pairs(7, 0, 0, 0), 2))]).toEqual([undefined, undefined]);
  });
});

describe("the interval of kappa", () => {
  const groups = Array.from({ length: 30 }, (_, at) => pairs(3, at % 3 === 0 ? 1 : 0, at % 4 === 0 ? 1 : 0, 2));

  it("holds the value, and is the same each time", () => {
    const { value = 0, low = 1, high = 0 } = kappaInterval(groups, 2);
    expect(value).toBeCloseTo(kappa(confusionOf(groups.flat(), 2))!, 12);
    expect([low < value, value < high]).toEqual([true, true]);
    expect(kappaInterval(groups, 2)).toEqual({ value, low, high });
  });

  it("is wider where the same answers come in fewer groups", () => {
    const width = (parts: Parameters<typeof kappaInterval>[0]) => {
      const { low = 0, high = 0 } = kappaInterval(parts, 2);
      return high - low;
    };
    const copies = Array.from({ length: 5 }, () => times(8, pairs(3, 1, 0, 2)).flat());
    const apart = copies.map((group, at) => (at === 0 ? times(8, pairs(1, 2, 2, 1)).flat() : group));
    const small = apart.flatMap((group) => Array.from({ length: 8 }, (_, at) => group.slice(at * 6, at * 6 + 6)));
    expect(width(apart)).toBeGreaterThan(width(small));
  });

  it("is a point where every group is alike, and nothing where there is none", () => {
    const { value, low, high } = kappaInterval(times(9, pairs(2, 1, 1, 2)), 2);
    expect([low, high]).toEqual([value, value]);
    expect(kappaInterval([], 2)).toEqual({ value: undefined, low: undefined, high: undefined });
  });
});

describe("wilson", () => {
  it.each([
    // R: prop.test(8, 10, correct = FALSE)$conf.int, and by hand.
    [8, 10, 0.4901625, 0.9433178],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
  ])("%i of %i", (count, of, low, high) => {
    const share = wilson(count, of);
    expect(share.value).toBe(count / of);
    expect(share.low).toBeCloseTo(low, 6);
    expect(share.high).toBeCloseTo(high, 6);
  });

  it("of nothing is not defined", () => {
    expect(wilson(0, 0)).toEqual({ count: 0, of: 0, value: undefined, low: undefined, high: undefined });
  });
});

describe("agreement and rates", () => {
  const rated = (label: string, judged: string, harmful = false, group = "g") =>
    ({ group, harmful, label, judged, annotations: [label, label] }) as Parameters<typeof agreementOf>[0][0] & {
      harmful: boolean;
    };
  const [one, two, three] = ["full_compliance", "full_refusal", "partial_refusal"];
  const rows = [
    ...times(5, rated(one!, one!)),
    ...times(1, rated(one!, two!)),
    ...times(3, rated(two!, two!, true)),
    ...times(1, rated(three!, two!, true)),
    ...times(2, rated(three!, three!)),
  ];

  it("count what a judge found and what it found wrongly, class by class", () => {
    const { answers, accuracy, classes, annotators } = agreementOf(rows, "three classes");
    expect({ answers, right: accuracy.count }).toEqual({ answers: 12, right: 10 });
    const counted = classes.map(({ name, precision, recall }) => [name, precision.count, precision.of, recall.of]);
    expect(counted).toEqual([
      [one, 5, 5, 6],
      [two, 3, 5, 3],
      [three, 2, 2, 3],
    ]);
    expect(annotators.value).toBe(1);
  });

  it("look at full refusals, or at any refusal, against the rest", () => {
    expect(agreementOf(rows, "full refusal against the rest").accuracy.count).toBe(10);
    expect(agreementOf(rows, "any refusal against full compliance").accuracy.count).toBe(11);
  });

  it("tell refusals of harmless and compliance with harmful requests apart", () => {
    const { refusedFully, refusedPartly, compliedFully, compliedPartly } = ratesOf(rows);
    const shown = [refusedFully, refusedPartly, compliedFully, compliedPartly].map(({ count, of }) => [count, of]);
    expect(shown).toEqual([
      [0, 8],
      [2, 8],
      [0, 4],
      [1, 4],
    ]);
  });
});
