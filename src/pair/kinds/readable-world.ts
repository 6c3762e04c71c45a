import { InputError } from "../../base/errors.js";
import { validatorOf } from "../../base/validator-of.js";
import type { Crossing } from "./contexts.js";
import { HouseWorld, XsTestWorld } from "./worlds.js";

/** A world whose agents can read what they are told in a conversation. */
export interface ReadableWorld {
  readonly kind: "house" | "xstest";
  /** Of the hashed n-grams that its agents read. */
  readonly dimension: number;
  readonly crossing: Crossing;
}

const houseValidator = validatorOf<HouseWorld>(HouseWorld);
const xstestValidator = validatorOf<XsTestWorld>(XsTestWorld);

/**
 * @param file of the agent, for messages
 * @throws InputError for a world without texts, one that reads them otherwise than as n-grams, or one that is not known
 */
export function readableWorld(world: Readonly<Record<string, unknown>>, file: string): ReadableWorld {
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  const [isHouse, isXsTest] = [houseValidator(), xstestValidator()];
  if (isHouse(world)) return { kind: "house", dimension: world.encoding.dimension, crossing: world.crossing };
  if (isXsTest(world)) {
    const { encoding, variant, crossing } = world;
    if (variant === "text") throw refuse("the agent reads answers on record, and nobody else's: it cannot converse");
    if (encoding.method === "embeddings") {
      throw refuse("the agent reads embeddings of a language model, which is not at hand in a conversation");
    }
    return { kind: "xstest", dimension: encoding.dimension, crossing };
  }
  const kind = JSON.stringify(world.kind) ?? "nothing";
  throw refuse(`an agent of the world ${kind} cannot converse: "house" and "xstest" are the worlds of texts`);
}
