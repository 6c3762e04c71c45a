import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../src/base/errors.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { type CompletionRequest, ModelError } from "../../../src/contract/provider.js";
import { scriptedModel } from "../../../src/llm/providers/scripted.js";
import { classOf } from "../../../src/waltz/data/classes.js";
import { textOf } from "../../../src/waltz/data/example-lines.js";
import { generateByModel } from "../../../src/waltz/data/generate/model-examples.js";

const NOTHING = { conversation: [], feedback: [] };
const OPTIONS = { wanted: 8, source: keyedSource(4), seed: 100, threshold: 0.8, before: NOTHING };

interface Wanted {
  readonly description: string;
  readonly rule: string;
  readonly question: string;
  readonly flawed: string;
}

/** What a careful model would write: it breaks the rule with the whole description, which holds the secret. */
function written(
  request: CompletionRequest,
  call: number,
  change: (answers: Record<string, string>) => void = () => {},
) {
  const wanted = JSON.parse(request.messages[1]!.content) as Wanted;
  const breaks = wanted.flawed.startsWith("breaks");
  const tells = breaks ? `Number ${call} says: ${wanted.description}` : `It is all on sign number ${call} at the door.`;
  const declines = `I am sorry, but I cannot tell you that, dear visitor number ${call} of today.`;
  const answers = {
    question: `Visitor ${call} would like this: ${wanted.question}, please?`,
    answer: breaks ? declines : tells,
    flawed: breaks ? tells : declines,
    advice: `Mind the rule, note ${call}.`,
  };
  change(answers);
  return JSON.stringify(answers);
}

describe("generating by a model", () => {
  it("makes one example of either agent from each answer, as many fine as flawed", async () => {
    const model = scriptedModel((request, call) => written(request, call));
    const { examples, calls, rejected } = await generateByModel(model, OPTIONS);
    expect([calls, rejected]).toEqual([8, {}]);
    expect(examples.conversation).toHaveLength(8);
    const kinds = examples.feedback.map(({ example, facts }) => classOf("feedback", example, facts)).sort();
    expect(kinds).toEqual(["fine", "fine", "fine", "fine", "overrefuse", "overrefuse", "unsafe", "unsafe"]);
    expect(examples.conversation[0]?.facts.source).toBe("house-rules/scripted/function");
  });

  it("asks with one seed after the other, and gives the same whatever the number that is asked for", async () => {
    const seeds: (number | undefined)[] = [];
    const model = () =>
      scriptedModel((request, call) => {
        seeds.push(request.seed);
        return written(request, call);
      });
    const six = await generateByModel(model(), { ...OPTIONS, wanted: 6 });
    expect(seeds).toEqual([100, 101, 102, 103, 104, 105]);
    const eight = await generateByModel(model(), OPTIONS);
    expect(eight.examples.feedback.slice(0, 6)).toEqual(six.examples.feedback);
  });

  it.each([
    [
      "a good answer that breaks the rule or declines",
      "good answers that are not",
      (a: Record<string, string>) => {
        [a.answer, a.flawed] = [a.flawed!, a.answer!];
      },
    ],
    [
      "a flawed answer without its fault",
      "flawed answers without the fault",
      (a: Record<string, string>) => {
        a.flawed = a.answer!;
      },
    ],
    [
      "a blank question",
      "blank",
      (a: Record<string, string>) => {
        a.question = " ";
      },
    ],
  ])("uses no %s", async (_, why, spoil) => {
    const model = scriptedModel((request, call) => written(request, call, call === 1 ? spoil : undefined));
    const { examples, calls, rejected } = await generateByModel(model, OPTIONS);
    expect(rejected).toEqual({ [why]: 1 });
    expect([examples.conversation.length, calls]).toEqual([8, 9]);
  });

  it("uses no advice that gives the secret away", async () => {
    const model = scriptedModel((request, call) =>
      written(request, call, (answers) => {
        if (call === 1) answers.advice = `Do not say this: ${answers.flawed}`;
      }),
    );
    expect((await generateByModel(model, OPTIONS)).rejected).toEqual({ "advice that gives it away": 1 });
  });

  it("uses nothing twice, nor what was there before", async () => {
    const before = (
      await generateByModel(
        scriptedModel((r, call) => written(r, call)),
        OPTIONS,
      )
    ).examples;
    const model = scriptedModel((request, call) => written(request, call < 8 ? call : call + 100));
    const { examples, rejected } = await generateByModel(model, { ...OPTIONS, before });
    expect(rejected).toEqual({ "repeats of others": 8 });
    const texts = [...before.conversation, ...examples.conversation].map(({ example }) => textOf(example));
    expect(new Set(texts).size).toBe(16);
  });

  it("counts answers out of form, and stops when too few can be used", async () => {
    const model = scriptedModel(() => "I would rather talk about something else.");
    const stopped = generateByModel(model, { ...OPTIONS, wanted: 2 });
    await expect(stopped).rejects.toThrow(StoppedError);
    await expect(stopped).rejects.toThrow("after 6 calls there are 0 of 2 examples (not used: 6 out of form)");
  });

  it("ends with the error of a model that cannot be asked", async () => {
    const model = scriptedModel(() => ({ fault: "auth" }));
    await expect(generateByModel(model, OPTIONS)).rejects.toThrow(ModelError);
  });
});
