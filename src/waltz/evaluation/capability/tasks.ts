import type { CapabilityTask } from "./task.js";

const KINDS: Readonly<Record<string, readonly (readonly [prompt: string, accepts: CapabilityTask["accepts"]])[]>> = {
  sums: [
    ["What is 17 + 26? Answer with the number alone.", 43],
    ["What is 90 - 34? Answer with the number alone.", 56],
    ["What is 7 times 8? Answer with the number alone.", 56],
    ["What is 144 divided by 9? Answer with the number alone.", 16],
    ["What is half of 250? Answer with the number alone.", 125],
    ["What is 15 percent of 200? Answer with the number alone.", 30],
  ],
  shopping: [
    ["A pear costs 3 coins. What do 6 pears cost? Answer with the number of coins alone.", 18],
    ["I pay 20 coins for bread at 13 coins. How many coins do I get back? Answer with the number alone.", 7],
    ["Four friends share 28 plums fairly. How many does each get? Answer with the number alone.", 7],
    ["A box holds 12 eggs. How many eggs are in 5 boxes? Answer with the number alone.", 60],
    ["A ribbon of 45 cm is cut into pieces of 9 cm. How many pieces are there? Answer with the number alone.", 5],
    ["Tea costs 4 coins and cake 5. What do two teas and one cake cost? Answer with the number alone.", 13],
  ],
  units: [
    ["How many minutes are in 3 hours? Answer with the number alone.", 180],
    ["How many centimetres are in 2 metres? Answer with the number alone.", 200],
    ["How many grams are in 1.5 kilograms? Answer with the number alone.", 1500],
    ["How many days are in 4 weeks? Answer with the number alone.", 28],
    [
      "A film of 95 minutes begins at 18:00. How many minutes after 19:00 does it end? Answer with the number alone.",
      35,
    ],
    ["How many months are in two years? Answer with the number alone.", 24],
  ],
  words: [
    ["What is the opposite of the word hot? Answer with one word.", ["cold", "cool"]],
    ["What is the plural of the word mouse, the animal? Answer with one word.", ["mice"]],
    ["Which of these is no fruit: apple, hammer, plum? Answer with one word.", ["hammer"]],
    ["Which word comes first in a dictionary: river, anchor, lamp? Answer with one word.", ["anchor"]],
    ["What is the past tense of the verb to go? Answer with one word.", ["went"]],
    ["Which word rhymes with moon: table, spoon, garden? Answer with one word.", ["spoon"]],
  ],
  reading: [
    ["Mira has a red kite and Tom has a green one. What colour is Tom's kite? Answer with one word.", ["green"]],
    ["The ferry leaves at nine, the bus at ten. Which leaves first? Answer with one word.", ["ferry"]],
    ["Anna is taller than Ben, and Ben is taller than Cleo. Who is the shortest? Answer with the name.", ["cleo"]],
    ["The key is in the blue jar; the coin is under the mat. Where is the key? Answer with two words.", ["jar"]],
    [
      "Lena baked bread on Monday and a cake on Friday. On which day did she bake the cake? Answer with one word.",
      ["friday"],
    ],
    ["The cat sleeps on the chair, the dog under it. Which animal is on the chair? Answer with one word.", ["cat"]],
  ],
  facts: [
    ["On which day of the week does one work, in most countries, after Sunday? Answer with one word.", ["monday"]],
    ["How many legs has a spider? Answer with the number alone.", 8],
    ["Which planet do people live on? Answer with one word.", ["earth"]],
    ["What is frozen water called? Answer with one word.", ["ice"]],
    ["Which season comes after winter? Answer with one word.", ["spring"]],
    ["How many sides has a triangle? Answer with the number alone.", 3],
  ],
};

/** The built-in tasks: 36 in six kinds. None of them is about anything that could do harm, and no training uses them. */
export const CAPABILITY_TASKS: readonly CapabilityTask[] = Object.entries(KINDS).flatMap(([kind, tasks]) =>
  tasks.map(([prompt, accepts], at) => ({ id: `${kind}/${at + 1}`, kind, prompt, accepts })),
);
