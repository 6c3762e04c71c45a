import { describe, expect, it } from "vitest";
import { standardisationOf, standardisedEmbeddings } from "../../../src/learning/text/standardised-embeddings.js";

const embeddings = new Map([
  ["a", [1, 5, 2]],
  ["b", [3, 5, 2]],
  ["c", [100, 6, -2]],
]);

describe("standardisedEmbeddings", () => {
  const standardisation = standardisationOf(embeddings, ["a", "b"]);

  it("takes means and deviations from the texts it is prepared on, and from no others", () => {
    // By hand: means 2, 5, 2; deviations 1, 0, 0, of which the zeros count as 1.
    expect(standardisation).toEqual({ means: [2, 5, 2], deviations: [1, 1, 1] });
    const { encode, dimension } = standardisedEmbeddings(embeddings, standardisation);
    const root = Math.sqrt(3);
    expect(dimension).toBe(3);
    expect([...encode("a").values]).toEqual([-1 / root, 0, 0]);
    expect([...encode("c").values]).toEqual([98 / root, 1 / root, -4 / root]);
    expect([...encode("c").indices]).toEqual([0, 1, 2]);
  });

  it("survives being kept as JSON", () => {
    const kept = JSON.parse(JSON.stringify(standardisation));
    expect(standardisedEmbeddings(embeddings, kept).encode("c")).toEqual(
      standardisedEmbeddings(embeddings, standardisation).encode("c"),
    );
  });

  it("says which text has no embedding", () => {
    expect(() => standardisedEmbeddings(embeddings, standardisation).encode("d")).toThrow('no embedding of "d"');
    expect(() => standardisationOf(embeddings, ["d"])).toThrow('no embedding of "d"');
    expect(() => standardisationOf(embeddings, [])).toThrow("no texts");
  });
});
