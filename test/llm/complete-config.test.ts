import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { completeConfig } from "../../src/llm/complete-config.js";
import { ollama } from "../../src/llm/providers/ollama.js";

describe("completeConfig", () => {
  it("fills in what is left out, and leaves the given map as it is", () => {
    const given = { model: "tiny" };
    expect(completeConfig(ollama.config, given, "llm")).toMatchObject({
      model: "tiny",
      base_url: "http://localhost:11434/v1",
      temperature: 0.7,
    });
    expect(given).toEqual({ model: "tiny" });
  });

  it("tells all that is wrong at once, with the key that was meant", () => {
    const error = (() => {
      try {
        return completeConfig(ollama.config, { modle: "x", temperature: 9, max_tokens: "many" }, "llm");
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(InputError);
    const messages = (error as InputError).faults.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'llm: unknown key "modle" (did you mean "model"?)',
        'llm: "model" is missing',
        "llm: temperature must be <= 2, got 9",
        'llm: max_tokens must be integer, got "many"',
      ]),
    );
  });
});
