/** A question and the answer that somebody is to evaluate. */
export interface EvaluatedExchange {
  readonly question: string;
  readonly answer: string;
}

const REQUEST = "Evaluate this exchange.";
/** Lines of a question that look like the start of the answer, quoted or not. */
const ANSWER_LINE = /^(>*)(?=Assistant:)/gm;
const QUOTED_LINE = /^>(?=>*Assistant:)/gm;
const USER = /(?:^|\n)User:[ \t]?/;
const ASSISTANT = /\n\nAssistant:[ \t]?/;

/**
 * What a feedback agent is asked: the request, then `User: ...`, an empty line, `Assistant: ...`. A line of the question that
 * begins with "Assistant:" gets a `>` in front (as mail boxes quote "From "), so that the answer begins where it seems to.
 */
export function printExchange({ question, answer }: EvaluatedExchange): string {
  return `${REQUEST}\n\nUser: ${question.replaceAll(ANSWER_LINE, ">$1")}\n\nAssistant: ${answer}`;
}

/** The exchange that stands in a text, whatever the request before it; undefined where there is none. Any line end will do. */
export function parseExchange(text: string): EvaluatedExchange | undefined {
  const found = blocksOf(text) ?? blocksOf(text.replaceAll(/\r\n?/g, "\n"));
  return found && { ...found, question: found.question.replaceAll(QUOTED_LINE, "") };
}

function blocksOf(text: string): EvaluatedExchange | undefined {
  const user = USER.exec(text);
  if (user === null) return undefined;
  const rest = text.slice(user.index + user[0].length);
  const assistant = ASSISTANT.exec(rest);
  if (assistant === null) return undefined;
  return { question: rest.slice(0, assistant.index), answer: rest.slice(assistant.index + assistant[0].length) };
}
