import { type TProperties, Type } from "@sinclair/typebox";

/** A group of keys that may be left out as a whole: each then has its default. */
export const block = <P extends TProperties>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, default: {}, description });
