/** A text that is known to be plain (ASCII, nothing to escape), ready to be copied eight bytes at a time. */
export interface Segment {
  readonly length: number;
  readonly words: DataView;
}

/** @throws Error for a text that is not plain ASCII */
export function segment(text: string): Segment {
  if (!/^[\n\x20-\x7e]*$/.test(text)) throw new Error(`"${text}" is not plain ASCII`);
  // As numbers, eight such bytes are never a NaN, which a copy could change: its first twelve bits would all be ones.
  const bytes = new Uint8Array(Math.ceil(text.length / 8) * 8);
  bytes.set(Buffer.from(text, "latin1"));
  return { length: text.length, words: new DataView(bytes.buffer) };
}

/** Texts up to this length are looked at character by character; a character takes at most six bytes. */
const SHORT = 200;

/** The least room before a number or a short text is written: a short text with every character escaped. */
const ROOM = 6 * SHORT + 64;

/**
 * Writes JSON values as bytes into a buffer, in the very bytes of `JSON.stringify`, and hands the buffer on whenever it is
 * full. No text is put together on the way, which is what most of the time of `JSON.stringify` and a write goes to.
 */
export class JsonBytes {
  private readonly bytes: Buffer;
  private readonly words: DataView;
  private at = 0;

  /** @param capacity bytes of the buffer, several thousand at least */
  constructor(
    private readonly capacity: number,
    private readonly full: (bytes: Uint8Array) => void,
  ) {
    this.bytes = Buffer.allocUnsafe(capacity);
    this.words = new DataView(this.bytes.buffer, this.bytes.byteOffset, capacity);
  }

  /** Hands on what is in the buffer. */
  flush(): void {
    const { at } = this;
    this.at = 0;
    if (at > 0) this.full(this.bytes.subarray(0, at));
  }

  /** What stands before a value: its key, and what ended the value before it. */
  put({ length, words }: Segment): void {
    if (this.capacity - this.at < length + 8) this.flush();
    const { at } = this;
    for (let i = 0; i < length; i += 8) this.words.setFloat64(at + i, words.getFloat64(i));
    this.at = at + length;
  }

  /** A string value, quotes included. */
  text(value: string): void {
    const { length } = value;
    if (this.capacity - this.at < ROOM) this.flush();
    if (length > SHORT) {
      this.json(JSON.stringify(value));
      return;
    }
    const { bytes } = this;
    let { at } = this;
    bytes[at] = QUOTE;
    at += 1;
    for (let i = 0; i < length; i += 1) {
      const code = value.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.json(JSON.stringify(value));
        return;
      }
      bytes[at] = code;
      at += 1;
    }
    bytes[at] = QUOTE;
    this.at = at + 1;
  }

  /** @throws RangeError for a number that is not finite, which JSON cannot hold */
  number(value: number): void {
    if (this.capacity - this.at < ROOM) this.flush();
    if (value >= 0 && value < 2 ** 31 && value === Math.floor(value)) {
      this.digits(value);
      return;
    }
    if (!Number.isFinite(value)) throw new RangeError(`JSON cannot hold ${value}`);
    const text = String(value);
    const { bytes } = this;
    let { at } = this;
    for (let i = 0; i < text.length; i += 1) {
      bytes[at] = text.charCodeAt(i);
      at += 1;
    }
    this.at = at;
  }

  /** An integer in [0, 2^31), or -0, which JSON writes as 0. */
  private digits(value: number): void {
    let length = 1;
    for (let bound = 10; value >= bound; bound *= 10) length += 1;
    let rest = value;
    for (let at = this.at + length - 1; at >= this.at; at -= 1) {
      const left = Math.floor(rest / 10);
      this.bytes[at] = ZERO + (rest - 10 * left);
      rest = left;
    }
    this.at += length;
  }

  /** Text that is JSON already. */
  json(text: string): void {
    // A character takes at most three bytes.
    const most = 3 * text.length;
    if (this.capacity - this.at < most) this.flush();
    if (most > this.capacity) this.full(Buffer.from(text));
    else this.at += this.bytes.write(text, this.at);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
