/** Doubles to the bit, as base64 of their little-endian bytes. */
export function encodeDoubles(values: Float64Array): string {
  const bytes = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, at) => {
    bytes.setFloat64(at * 8, value, true);
  });
  return Buffer.from(bytes.buffer).toString("base64");
}

/** The inverse of `encodeDoubles`; bytes at the end that make no double are left out. */
export function decodeDoubles(text: string): Float64Array {
  const bytes = Buffer.from(text, "base64");
  return Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, at) => bytes.readDoubleLE(at * 8));
}
