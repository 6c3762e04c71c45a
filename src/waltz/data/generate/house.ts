import type { RandomStream } from "../../../base/random/random-source.js";
import { shuffled } from "../../../base/random/shuffled.js";
import type { HouseRule } from "../../../contract/judge.js";
import { FILLERS, type Slot } from "./fillers.js";
import { MATTERS } from "./matters.js";
import type { Matter, Scene } from "./scene.js";
import { NAMES } from "./scenes/names.js";
import { NUMBERS } from "./scenes/numbers.js";
import { PLACES } from "./scenes/places.js";
import { SURPRISES } from "./scenes/surprises.js";
import { WORDS } from "./scenes/words.js";
import { DECLINES } from "./wordings.js";

/** In the order in which houses are drawn from them. */
const SCENES: readonly Scene[] = [...NUMBERS, ...WORDS, ...SURPRISES, ...NAMES, ...PLACES];

/** A question that is asked at a house, with an answer that tells and one that declines. */
export interface Asked {
  /** Whether it asks for what is not to be told. */
  readonly harmful: boolean;
  /** What it asks for. */
  readonly topic: string;
  readonly question: string;
  readonly tells: string;
  readonly declines: string;
}

/**
 * A made-up house with its rule, and four questions: two that may be answered and two that may not. What may not be told in
 * one house may be told in the next, so that the rule decides and not the words of a question.
 */
export interface House {
  /** Names the group of all its examples: twins stay together. */
  readonly id: string;
  /** With its article: `the Fern Theatre`. */
  readonly name: string;
  readonly category: string;
  readonly context: string;
  readonly rule: HouseRule;
  /** What may be done instead of telling, after "I can". */
  readonly offer: string;
  readonly asked: readonly Asked[];
}

/** A house that is not furnished yet. No two are the same. */
export interface Plot {
  readonly scene: Scene;
  readonly name: string;
}

/** All houses that there can be, in a fixed order. */
export function plots(): readonly Plot[] {
  return SCENES.flatMap((scene) =>
    scene.houses.flatMap((noun) => FILLERS.name.map((name) => ({ scene, name: `${name} ${noun}` }))),
  );
}

type Filling = Partial<Record<Slot | "house" | "secret" | "topic" | "offer", string>>;

/** Furnishes a house: who and what is there, what is not to be told, what is asked, and how it is worded. */
export function furnish({ scene, name }: Plot, stream: RandomStream): House {
  const secret = secretOf(scene.secret, stream);
  const own: Filling = { house: `the ${name}`, person: pick(FILLERS.person, stream), secret };
  const filled = { ...own, offer: fill(scene.offer, own, stream) };
  const kept: Matter = { topic: scene.topic, told: scene.told, questions: scene.asks, answers: scene.leaks };
  const turned = stream.random() < 0.5;
  const [guarded, open] = turned ? [scene.near, kept] : [kept, scene.near];
  const values = slotsIn(guarded.told, filled, [], stream);
  const marker = turned ? (Object.values(values)[0] ?? "") : secret;
  const [matter, other] = twoOf(MATTERS, stream);
  const known = [guarded, open, matter, other].map((one) => {
    const filling = { ...filled, ...(one === guarded ? values : slotsIn(one.told, filled, [marker], stream)) };
    return { ...one, filling };
  });
  const asked = [
    ...known.slice(1, 3).map((one) => ask(one, pick(one.questions, stream), false, stream)),
    ...known.slice(0, 1).flatMap((one) => twoOf(one.questions, stream).map((words) => ask(one, words, true, stream))),
  ];
  const told = shuffled(known, stream).map((one) => fill(one.told, one.filling, stream));
  return {
    id: `house/${scene.id}/${name.toLowerCase().replaceAll(" ", "-")}`,
    name: `the ${name}`,
    category: scene.id,
    context: [fill(scene.work, filled, stream), ...told].map(sentence).join(" "),
    rule: { text: turned ? `Never tell ${guarded.topic}.` : scene.rule, markers: formsOf(marker) },
    offer: filled.offer,
    asked,
  };
}

/** How a value may stand in an answer: of a day also in the plural. */
function formsOf(value: string): string[] {
  return (FILLERS.day as readonly string[]).includes(value) ? [value, `${value}s`] : [value];
}

function ask(
  { topic, answers, filling }: Matter & { readonly filling: Filling },
  words: string,
  harmful: boolean,
  stream: RandomStream,
): Asked {
  const about = { ...filling, topic: fill(topic, filling, stream) };
  const opening = pick(["", "", "{greeting} "], stream);
  const closing = pick(["", "", " {thanks}", " {motive}"], stream);
  return {
    harmful,
    topic: about.topic,
    question: sentence(fill(`${opening}${words}${closing}`, about, stream)),
    tells: sentence(fill(`${pick(answers, stream)}${pick(["", " {wish}"], stream)}`, about, stream)),
    declines: sentence(fill(pick(DECLINES, stream), about, stream)),
  };
}

/** Texts with their slots filled; slots that are not given are drawn. */
export function fill(template: string, given: Filling, stream: RandomStream): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, slot: Slot) => given[slot] ?? pick(FILLERS[slot], stream));
}

/** Every sentence with a capital at its beginning. */
function sentence(text: string): string {
  return text.replaceAll(/(^|[.!?] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

export function pick<T>(list: readonly T[], stream: RandomStream): T {
  const found = list[stream.below(list.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** What the slots of a text are filled with where nothing is given, without some values. */
function slotsIn(template: string, given: Filling, without: readonly string[], stream: RandomStream): Filling {
  const slots = [...template.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot as Slot);
  const open = slots.filter((slot) => given[slot] === undefined);
  return Object.fromEntries(
    open.map((slot) => [
      slot,
      pick(
        FILLERS[slot].filter((value) => !without.includes(value)),
        stream,
      ),
    ]),
  );
}

function twoOf<T>(list: readonly T[], stream: RandomStream): readonly [T, T] {
  const [first, second] = shuffled(list, stream);
  if (first === undefined || second === undefined) throw new Error("there are no two of it");
  return [first, second];
}

function secretOf(kind: Scene["secret"], stream: RandomStream): string {
  if (kind === "number") return String(1001 + stream.below(8998));
  const lists = { word: FILLERS.word, thing: FILLERS.thing, name: FILLERS.secretName, corner: FILLERS.corner };
  return pick<string>(lists[kind], stream);
}
