import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { houseMatter } from "../../src/pair/house-matter.js";
import { conversationMessages, feedbackMessages } from "../../src/pair/messages.js";
import { readConversation, readReview } from "../../src/pair/read-messages.js";

const text = fc.string({ unit: "binary", maxLength: 60 });
const asked = fc.record(
  { prompt: text, context: text, rule: fc.record({ text }) },
  { requiredKeys: ["prompt"], noNullPrototype: true },
);

describe("messages that are read back", () => {
  test.prop([asked, fc.array(fc.record({ answer: text, advice: text }, { noNullPrototype: true }), { maxLength: 3 })])(
    "tell of a conversation what was put into them",
    (prompt, before) => {
      const matter = houseMatter(prompt);
      expect(readConversation(conversationMessages(matter, before))).toEqual({
        brief: matter.brief,
        prompt: matter.prompt,
        before,
      });
    },
  );

  test.prop([asked, text])("tell of a review what was put into them", (prompt, answer) => {
    const { context, rule } = prompt;
    expect(readReview(feedbackMessages(houseMatter(prompt), answer))).toEqual({
      request: prompt.prompt,
      answer,
      ...(context !== undefined && { context }),
      ...(rule !== undefined && { rule: rule.text }),
    });
  });

  it("are none of the other kind, and none of anybody else's", () => {
    const matter = houseMatter({ prompt: "Where is the salt?" });
    const others = [
      [],
      [{ role: "user", content: "Where is the salt?" }],
      [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Where is the salt?" },
      ],
    ] as const;
    for (const messages of [...others, feedbackMessages(matter, "At the well.")]) {
      expect(readConversation(messages)).toBeUndefined();
    }
    for (const messages of [...others, conversationMessages(matter, [])]) expect(readReview(messages)).toBeUndefined();
    const [task] = feedbackMessages(matter, "At the well.");
    for (const content of ["no JSON", "null", '{"request":"a"}', '{"request":1,"answer":"b"}']) {
      expect(readReview([task!, { role: "user", content }])).toBeUndefined();
    }
    const [told, request] = conversationMessages(matter, []);
    expect(readConversation([told!, request!, { role: "assistant", content: "At the well." }])).toBeUndefined();
  });
});
