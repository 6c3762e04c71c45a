/** Turns texts into vectors of one length. */
export interface Embedder {
  /** SHA-256 of all that shapes the vectors, hexadecimal: embedders of equal identity give equal vectors. */
  readonly identity: string;
  /** One vector per text, in their order. @throws InputError for a text that cannot be embedded, or where something must be installed */
  embed(texts: readonly string[]): Promise<readonly Float64Array[]>;
  close(): Promise<void>;
}
