import { type TProperties, type TSchema, Type } from "@sinclair/typebox";

/** A config key that is a probability or a share, in [0, 1]. */
export const share = (value: number, doc: string) =>
  Type.Number({ default: value, minimum: 0, maximum: 1, description: doc });

/** A config key that is a real number >= 0. */
export const amount = (value: number, doc: string) => Type.Number({ default: value, minimum: 0, description: doc });

/** A config key that is a real number > 0. */
export const positive = (value: number, doc: string) =>
  Type.Number({ default: value, exclusiveMinimum: 0, description: doc });

/** A config key that is any finite number. */
export const real = (value: number, doc: string) => Type.Number({ default: value, description: doc });

/** A config key that is a whole number >= `minimum`. */
export const whole = (value: number, minimum: number, doc: string) =>
  Type.Integer({ default: value, minimum, description: doc });

/** A config key that is switched on or off. */
export const flag = (value: boolean, doc: string) => Type.Boolean({ default: value, description: doc });

/** A config key that is one of a few words. */
export const oneOf = <const W extends string>(value: W, words: readonly W[], doc: string) =>
  Type.Unsafe<W>({ type: "string", enum: words, default: value, description: doc });

/** A key that changes nothing, and why: a scenario that sets it is told so. */
export const inert = <S extends TSchema>(schema: S, why: string): S => ({ ...schema, inert: why });

/** The keys of an extension, which knows no others. */
export const keys = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });

/** A config key that may be left out or be null: a whole number >= `minimum` otherwise. */
export const maybeWhole = (minimum: number, doc: string) =>
  Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"], minimum, description: doc }));

/** A config key that may be left out or be null: text otherwise. */
export const maybeText = (doc: string) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ["string", "null"], description: doc }));
